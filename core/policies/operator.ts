import { TAG } from "../tags";
import { arn, type Place, type PolicyDocument, policy, type Statement } from "./document";
import { anyKeyArn, ofKey, useKeyThrough } from "./keys";
import { anyVm, giveVolumesTheirKey, openSessions, powerVms, tagVms } from "./people";
import { readStatements } from "./read-only";

/**
 * An operator: everything that a developer may do, on every VM of the deployment, and what mends the automation:
 * logs and the redrive of given-up work. Deletes no data, writes nothing in IAM.
 */
export function operatorPolicy(place: Place): PolicyDocument {
  const every = anyVm(place);
  return policy(
    ...readStatements(place),
    powerVms(place, every),
    tagVms(place, every, [TAG.autoSchedule, TAG.keepUntil, TAG.pausedUntil]),
    ...openSessions(place, every, ["session", "ssh", "operator-session"]),
    endSessions(place),
    ...redrive(place),
    ...ofKey(place, "platform", [useKeyThrough(place, anyKeyArn(place), "UseKeyOfQueues", ["sqs"])]),
    ...giveVolumesTheirKey(place),
  );
}

function redrive(place: Place): Statement[] {
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
      Resource: givenUp.map((name) => arn(place, "sqs", `${place.project}-${name}`)),
    },
    {
      Sid: "SendItBack",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: arn(place, "sqs", `${place.project}-*`),
    },
  ];
}

/** Somebody has to be able to end a session that its owner left open. */
function endSessions(place: Place): Statement {
  return {
    Sid: "EndAnySession",
    Effect: "Allow",
    Action: "ssm:TerminateSession",
    Resource: arn(place, "ssm", "session/*"),
  };
}
