/**
 * Actions without a resource type in IAM: only for these a policy may use `*`. AWS lists them in the Service
 * Authorization Reference; a test compares.
 */
const WITHOUT_RESOURCE: readonly string[] = [
  "backup:ListBackupJobs",
  "backup:ListBackupVaults",
  "cloudwatch:GetMetricStatistics",
  "cloudwatch:ListDashboards",
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeImages",
  "ec2:DescribeInstanceStatus",
  "ec2:DescribeInstanceTypes",
  "ec2:DescribeInstances",
  "ec2:DescribeLaunchTemplateVersions",
  "ec2:DescribeLaunchTemplates",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSnapshots",
  "ec2:DescribeSubnets",
  "ec2:DescribeTags",
  "ec2:DescribeVolumes",
  "ec2:DescribeVpcs",
  "ec2messages:AcknowledgeMessage",
  "ec2messages:DeleteMessage",
  "ec2messages:FailMessage",
  "ec2messages:GetEndpoint",
  "ec2messages:GetMessages",
  "ec2messages:SendReply",
  "lambda:ListFunctions",
  "logs:DescribeLogGroups",
  "logs:StopQuery",
  "scheduler:ListSchedules",
  "sqs:ListQueues",
  "ssm:DescribeInstanceInformation",
  "ssm:DescribeSessions",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
  "sts:GetCallerIdentity",
  "xray:GetSamplingRules",
  "xray:GetSamplingTargets",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

export function isWithoutResource(action: string): boolean {
  return WITHOUT_RESOURCE.includes(action);
}

export { WITHOUT_RESOURCE };
