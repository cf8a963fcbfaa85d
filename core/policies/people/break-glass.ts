import { arn, type Deployment, iamArn } from "../../aws/deployment";
import { sessionLogGroup } from "../../aws/sessions";
import { TAG } from "../../vm/tags";
import { type PolicyDocument, policy, type Statement } from "../document";
import { anyKeyArn } from "../use-keys";
import { logSessions, systemsManagerAgent } from "../vm/vm";
import { grantVolumesKey, openSessions, seeVms } from "./people";

/**
 * Role and instance profile of a machine that may mount the root of the homes; and the policy of the users who may
 * launch it.
 */
export function breakGlassName(project: string): string {
  return `${project}-break-glass`;
}

/** ARN of the role. */
export function breakGlassRoleArn(deployment: Deployment): string {
  return iamArn(deployment, `role/${breakGlassName(deployment.project)}`);
}

/** Tag of such a machine. It has no `ManagedBy`, so neither the scheduler nor operators can change it. */
export const BREAK_GLASS_TAG = "BreakGlass";

/**
 * The machine's permissions: read and write the root of the file system, and sessions that are logged like any other.
 */
export function breakGlassMachinePolicy(deployment: Deployment): PolicyDocument {
  const sessions = {
    logGroupArn: arn(deployment, "logs", `log-group:${sessionLogGroup(deployment.project)}`),
    keyArn: anyKeyArn(deployment),
  };
  return policy(...systemsManagerAgent(deployment), ...logSessions(sessions), {
    Sid: "MountRoot",
    Effect: "Allow",
    Action: [
      "elasticfilesystem:ClientMount",
      "elasticfilesystem:ClientRootAccess",
      "elasticfilesystem:ClientWrite",
    ],
    Resource: arn(deployment, "elasticfilesystem", "file-system/*"),
    Condition: { StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: deployment.project } },
  });
}

/**
 * The user's permissions: launch that machine in the VMs' subnets, open sessions on it, and terminate it after the
 * restore.
 */
export function breakGlassPolicy(deployment: Deployment): PolicyDocument {
  const ofMachine = { StringEquals: { [`aws:ResourceTag/${BREAK_GLASS_TAG}`]: deployment.project } };
  return policy(
    ...seeVms(deployment),
    {
      Sid: "PassMachineRole",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: breakGlassRoleArn(deployment),
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
    ...launchMachine(deployment),
    {
      Sid: "TerminateMachine",
      Effect: "Allow",
      Action: "ec2:TerminateInstances",
      Resource: arn(deployment, "ec2", "instance/*"),
      Condition: ofMachine,
    },
    ...openSessions(deployment, ofMachine, ["operator-session"]),
    ...grantVolumesKey(deployment),
  );
}

function launchMachine(deployment: Deployment): Statement[] {
  const { partition, region, project } = deployment;
  return [
    {
      Sid: "LaunchTaggedMachine",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [arn(deployment, "ec2", "instance/*"), arn(deployment, "ec2", "volume/*")],
      Condition: { StringEquals: { [`aws:RequestTag/${BREAK_GLASS_TAG}`]: project } },
    },
    {
      Sid: "LaunchAmongVms",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [arn(deployment, "ec2", "subnet/*"), arn(deployment, "ec2", "security-group/*")],
      Condition: { StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: project } },
    },
    {
      Sid: "UseLaunchDependencies",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [`arn:${partition}:ec2:${region}::image/*`, arn(deployment, "ec2", "network-interface/*")],
    },
    {
      Sid: "TagOnLaunch",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: [arn(deployment, "ec2", "instance/*"), arn(deployment, "ec2", "volume/*")],
      Condition: { StringEquals: { "ec2:CreateAction": "RunInstances" } },
    },
  ];
}
