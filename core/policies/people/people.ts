import { arn, type Deployment } from "../../aws/deployment";
import { RUN_AS_TAG, type SessionKind, sessionDocument } from "../../aws/sessions";
import { TAG } from "../../vm/tags";
import type { Statement } from "../document";
import { onlyTags } from "../only-tags";
import { anyKeyArn, ofKey, useVolumesKey } from "../use-keys";

type Condition = NonNullable<Statement["Condition"]>;

/** VMs of the deployment. */
export function anyVm({ project }: Deployment): Condition {
  return { StringEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: project } };
}

/** VMs of the calling developer. A caller without that principal tag has no VMs. */
export function ownVm({ project }: Deployment): Condition {
  return {
    StringEquals: {
      [`aws:ResourceTag/${TAG.managedBy}`]: project,
      [`aws:ResourceTag/${TAG.developer}`]: `\${aws:PrincipalTag/${TAG.developer}}`,
    },
  };
}

/** Start, stop and reboot. */
export function powerVms(deployment: Deployment, which: Condition): Statement {
  return {
    Sid: "StartAndStopVms",
    Effect: "Allow",
    Action: ["ec2:RebootInstances", "ec2:StartInstances", "ec2:StopInstances"],
    Resource: arn(deployment, "ec2", "instance/*"),
    Condition: which,
  };
}

/** Set and remove only certain tags of a VM. */
export function tagVms(deployment: Deployment, which: Condition, keys: readonly string[]): Statement {
  return {
    Sid: "ChangeScheduleTags",
    Effect: "Allow",
    Action: ["ec2:CreateTags", "ec2:DeleteTags"],
    Resource: arn(deployment, "ec2", "instance/*"),
    Condition: {
      ...which,
      ...onlyTags(keys),
    },
  };
}

/**
 * Open sessions, with the deployment's own documents only: any other, such as AWS's own for SSH or port forwarding,
 * would run unlogged or as another user.
 */
export function openSessions(
  deployment: Deployment,
  which: Condition,
  kinds: readonly SessionKind[],
): Statement[] {
  return [
    {
      Sid: "OpenSessionsOnVms",
      Effect: "Allow",
      Action: "ssm:StartSession",
      Resource: arn(deployment, "ec2", "instance/*"),
      // Makes Session Manager check the permission on its default document, too, if the call names none.
      Condition: { ...which, BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" } },
    },
    {
      Sid: "UseOwnDocuments",
      Effect: "Allow",
      Action: "ssm:StartSession",
      Resource: kinds.map((kind) =>
        arn(deployment, "ssm", `document/${sessionDocument(deployment.project, kind)}`),
      ),
    },
    {
      Sid: "OpenDataChannel",
      Effect: "Allow",
      Action: "ssmmessages:OpenDataChannel",
      Resource: arn(deployment, "ssm", "session/${aws:userid}-*"),
    },
    {
      // A session's id begins with the name of the role session, for which IAM has no variable; its tag contains the
      // caller's id.
      Sid: "EndOwnSessions",
      Effect: "Allow",
      Action: ["ssm:ResumeSession", "ssm:TerminateSession"],
      Resource: arn(deployment, "ssm", "session/*"),
      Condition: { StringLike: { "ssm:resourceTag/aws:ssmmessages:session-id": "${aws:userid}" } },
    },
    ...ofKey(deployment, "audit", [
      {
        Sid: "EncryptSessions",
        Effect: "Allow",
        Action: "kms:GenerateDataKey",
        Resource: anyKeyArn(deployment),
        Condition: { Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" } },
      },
    ]),
  ];
}

/** Push a key that opens SSH for a minute, to the caller's own login. */
export function pushSshKeys(deployment: Deployment, which: Condition): Statement {
  return {
    Sid: "PushSshKeys",
    Effect: "Allow",
    Action: "ec2-instance-connect:SendSSHPublicKey",
    Resource: arn(deployment, "ec2", "instance/*"),
    Condition: {
      ...which,
      StringEquals: { ...which["StringEquals"], "ec2:osuser": `\${aws:PrincipalTag/${RUN_AS_TAG}}` },
    },
  };
}

/** List VMs and sessions, and check whether a VM can be reached. The first actions support no resource but `*`. */
export function seeVms(deployment: Deployment): Statement[] {
  return [
    {
      Sid: "SeeVms",
      Effect: "Allow",
      Action: [
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeInstances",
        "ec2:DescribeTags",
        "ssm:DescribeInstanceInformation",
        "ssm:DescribeSessions",
      ],
      Resource: "*",
    },
    {
      Sid: "CheckReachability",
      Effect: "Allow",
      Action: "ssm:GetConnectionStatus",
      Resource: arn(deployment, "ec2", "instance/*"),
    },
  ];
}

/** Permissions on the volumes' key for starting or launching VMs. */
export function grantVolumesKey(deployment: Deployment): Statement[] {
  return ofKey(deployment, "volumes", useVolumesKey(deployment, anyKeyArn(deployment)));
}
