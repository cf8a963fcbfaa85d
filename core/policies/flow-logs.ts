import { arn, type Deployment } from "../aws/deployment";
import { type PolicyDocument, policy } from "./document";

/** Who may assume the flow logs' role: the service, for a flow log of our own account and region. */
export function flowLogsTrust(deployment: Deployment): PolicyDocument {
  return policy({
    Sid: "FlowLogsAssumeRole",
    Effect: "Allow",
    Principal: { Service: "vpc-flow-logs.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": deployment.account },
      ArnLike: { "aws:SourceArn": arn(deployment, "ec2", "vpc-flow-log/*") },
    },
  });
}

/** Allows the service to write to one log group. */
export function flowLogsPolicy(deployment: Deployment, logGroupArn: string): PolicyDocument {
  return policy(
    {
      Sid: "WriteFlows",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
    {
      Sid: "FindLogGroup",
      Effect: "Allow",
      Action: "logs:DescribeLogGroups",
      Resource: arn(deployment, "logs", "log-group:*"),
    },
  );
}
