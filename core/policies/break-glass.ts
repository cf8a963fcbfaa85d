import { sessionLogGroup } from "../sessions";
import { TAG } from "../tags";
import { arn, iamArn, type Place, type PolicyDocument, policy, type Statement } from "./document";
import { anyKeyArn } from "./keys";
import { giveVolumesTheirKey, openSessions, seeVms } from "./people";
import { logSessions, systemsManagerAgent } from "./vm";

/** Role and instance profile of a machine that may mount the root of the homes; and the policy of who may launch it. */
export function breakGlassName(project: string): string {
  return `${project}-break-glass`;
}

/** ARN of the role. */
export function breakGlassRoleArn(place: Place): string {
  return iamArn(place, `role/${breakGlassName(place.project)}`);
}

/** Tag of such a machine. It has no `ManagedBy`: neither the schedule nor operators have anything to do with it. */
export const BREAK_GLASS_TAG = "BreakGlass";

/** The machine: the root of the file system, to read and to write, and a session that is logged like any other. */
export function breakGlassMachinePolicy(place: Place): PolicyDocument {
  const sessions = {
    logGroupArn: arn(place, "logs", `log-group:${sessionLogGroup(place.project)}`),
    keyArn: anyKeyArn(place),
  };
  return policy(...systemsManagerAgent(place), ...logSessions(sessions), {
    Sid: "MountRoot",
    Effect: "Allow",
    Action: [
      "elasticfilesystem:ClientMount",
      "elasticfilesystem:ClientRootAccess",
      "elasticfilesystem:ClientWrite",
    ],
    Resource: arn(place, "elasticfilesystem", "file-system/*"),
    Condition: { StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: place.project } },
  });
}

/** The person: launches that machine among the VMs, enters it, and terminates it when the restore is done. */
export function breakGlassPolicy(place: Place): PolicyDocument {
  const ofMachine = { StringEquals: { [`aws:ResourceTag/${BREAK_GLASS_TAG}`]: place.project } };
  return policy(
    ...seeVms(place),
    {
      Sid: "GiveItsRole",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: breakGlassRoleArn(place),
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
    ...launchMachine(place),
    {
      Sid: "TerminateMachine",
      Effect: "Allow",
      Action: "ec2:TerminateInstances",
      Resource: arn(place, "ec2", "instance/*"),
      Condition: ofMachine,
    },
    ...openSessions(place, ofMachine, ["operator-session"]),
    ...giveVolumesTheirKey(place),
  );
}

function launchMachine(place: Place): Statement[] {
  const { partition, region, project } = place;
  return [
    {
      Sid: "LaunchMarkedMachine",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [arn(place, "ec2", "instance/*"), arn(place, "ec2", "volume/*")],
      Condition: { StringEquals: { [`aws:RequestTag/${BREAK_GLASS_TAG}`]: project } },
    },
    {
      Sid: "LaunchAmongVms",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [arn(place, "ec2", "subnet/*"), arn(place, "ec2", "security-group/*")],
      Condition: { StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: project } },
    },
    {
      Sid: "LaunchNeedsTheseToo",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: [`arn:${partition}:ec2:${region}::image/*`, arn(place, "ec2", "network-interface/*")],
    },
    {
      Sid: "TagWhatIsLaunched",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: [arn(place, "ec2", "instance/*"), arn(place, "ec2", "volume/*")],
      Condition: { StringEquals: { "ec2:CreateAction": "RunInstances" } },
    },
  ];
}
