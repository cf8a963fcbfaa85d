import { arn, type Deployment } from "../../aws/deployment";
import { tagsChangedBy } from "../../vm/tags";
import { type PolicyDocument, policy, type Statement } from "../document";
import { anyKeyArn, ofKey, useKeyThrough } from "../use-keys";
import { anyVm, grantVolumesKey, openSessions, powerVms, tagVms } from "./people";
import { readStatements } from "./read-only";

/**
 * An operator may do everything that a developer may do, on every VM of the deployment, and fix the automation: read
 * logs and redrive dead-letter queues. Operators cannot delete data or change IAM.
 */
export function operatorPolicy(deployment: Deployment): PolicyDocument {
  const every = anyVm(deployment);
  return policy(
    ...readStatements(deployment),
    powerVms(deployment, every),
    tagVms(deployment, every, tagsChangedBy("operators")),
    ...openSessions(deployment, every, ["session", "ssh", "operator-session"]),
    endSessions(deployment),
    ...redrive(deployment),
    ...ofKey(deployment, "platform", [
      useKeyThrough(deployment, anyKeyArn(deployment), "UseKeyOfQueues", ["sqs"]),
    ]),
    ...grantVolumesKey(deployment),
  );
}

function redrive(deployment: Deployment): Statement[] {
  const givenUp = ["*-dead-letters", "failed-events"];
  return [
    {
      Sid: "ReceiveFailedMessages",
      Effect: "Allow",
      // A move task moves messages from one queue to another, with the permissions of its caller.
      Action: [
        "sqs:CancelMessageMoveTask",
        "sqs:DeleteMessage",
        "sqs:ReceiveMessage",
        "sqs:StartMessageMoveTask",
      ],
      Resource: givenUp.map((name) => arn(deployment, "sqs", `${deployment.project}-${name}`)),
    },
    {
      Sid: "RedriveMessages",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: arn(deployment, "sqs", `${deployment.project}-*`),
    },
  ];
}

/** Operators end sessions that their owners left open. */
function endSessions(deployment: Deployment): Statement {
  return {
    Sid: "EndAnySession",
    Effect: "Allow",
    Action: "ssm:TerminateSession",
    Resource: arn(deployment, "ssm", "session/*"),
  };
}
