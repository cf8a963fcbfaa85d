import { arn, type Deployment } from "../../aws/deployment";
import { type PolicyDocument, policy, type Statement } from "../document";
import { seeVms } from "./people";

/** Reads resources and their status, but neither data nor session logs. */
export function readOnlyPolicy(deployment: Deployment): PolicyDocument {
  return policy(...readStatements(deployment));
}

/** @see readOnlyPolicy */
export function readStatements(deployment: Deployment): Statement[] {
  const logs = ["/aws/lambda/", "/aws/apigateway/"].map((prefix) =>
    arn(deployment, "logs", `log-group:${prefix}${deployment.project}-*`),
  );
  const dashboards = `arn:${deployment.partition}:cloudwatch::${deployment.account}:dashboard/${deployment.project}*`;
  return [
    ...seeVms(deployment),
    {
      Sid: "ListResources",
      Effect: "Allow",
      Action: [
        "backup:ListBackupJobs",
        "backup:ListBackupVaults",
        "cloudwatch:GetMetricStatistics",
        "cloudwatch:ListDashboards",
        "ec2:DescribeImages",
        "ec2:DescribeLaunchTemplateVersions",
        "ec2:DescribeLaunchTemplates",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSnapshots",
        "ec2:DescribeSubnets",
        "ec2:DescribeVolumes",
        "ec2:DescribeVpcs",
        "lambda:ListFunctions",
        "logs:DescribeLogGroups",
        "logs:StopQuery",
        "scheduler:ListSchedules",
        "sqs:ListQueues",
      ],
      Resource: "*",
    },
    {
      // Metrics are not IAM resources; IAM's data sets are none of ours.
      Sid: "SeeMetrics",
      Effect: "Allow",
      Action: ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics"],
      Resource: "*",
    },
    {
      Sid: "SeeAlarms",
      Effect: "Allow",
      Action: ["cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms", "cloudwatch:GetDashboard"],
      Resource: [arn(deployment, "cloudwatch", "alarm:*"), dashboards],
    },
    {
      Sid: "SeeStores",
      Effect: "Allow",
      Action: [
        "elasticfilesystem:DescribeAccessPoints",
        "elasticfilesystem:DescribeFileSystems",
        "elasticfilesystem:DescribeMountTargets",
        "rds:DescribeDBInstances",
      ],
      Resource: [
        arn(deployment, "elasticfilesystem", "access-point/*"),
        arn(deployment, "elasticfilesystem", "file-system/*"),
        arn(deployment, "rds", "db:*"),
      ],
    },
    {
      Sid: "SeeQueues",
      Effect: "Allow",
      Action: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListMessageMoveTasks"],
      Resource: arn(deployment, "sqs", `${deployment.project}-*`),
    },
    {
      Sid: "ReadFunctionLogs",
      Effect: "Allow",
      Action: [
        "logs:DescribeLogStreams",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:GetQueryResults",
        "logs:StartQuery",
      ],
      Resource: logs.flatMap((group) => [group, `${group}:*`]),
    },
  ];
}
