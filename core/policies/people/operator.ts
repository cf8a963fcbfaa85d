import { arn, type Deployment } from "../../aws/deployment";
import { tagsChangedBy } from "../../vm/tags";
import { type PolicyDocument, policy, type Statement } from "../document";
import { anyKeyArn, ofKey, useKeyThrough } from "../keys";
import { anyVm, giveVolumesTheirKey, openSessions, powerVms, tagVms } from "./people";
import { readStatements } from "./read-only";

/**
 * An operator: everything that a developer may do, on every VM of the deployment, and what mends the automation:
 * logs and the redrive of given-up work. Deletes no data, writes nothing in IAM.
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
    ...giveVolumesTheirKey(deployment),
  );
}

function redrive(deployment: Deployment): Statement[] {
  const givenUp = ["*-dead-letters", "failed-events"];
  return [
    {
      Sid: "TakeGivenUpWork",
      Effect: "Allow",
      // A move task takes messages from one queue and sends them to another, with the rights of its caller.
      Action: [
        "sqs:CancelMessageMoveTask",
        "sqs:DeleteMessage",
        "sqs:ReceiveMessage",
        "sqs:StartMessageMoveTask",
      ],
      Resource: givenUp.map((name) => arn(deployment, "sqs", `${deployment.project}-${name}`)),
    },
    {
      Sid: "SendItBack",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: arn(deployment, "sqs", `${deployment.project}-*`),
    },
  ];
}

/** Somebody has to be able to end a session that its owner left open. */
function endSessions(deployment: Deployment): Statement {
  return {
    Sid: "EndAnySession",
    Effect: "Allow",
    Action: "ssm:TerminateSession",
    Resource: arn(deployment, "ssm", "session/*"),
  };
}
