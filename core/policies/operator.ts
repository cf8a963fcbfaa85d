import { TAG } from "../tags";
import { arn, type Place, type PolicyDocument, policy, type Statement } from "./document";
import { useKeyThrough, useVolumesKey } from "./keys";
import { anyVm, openSessions, type PeoplePolicyInput, powerVms, tagVms } from "./people";
import { readStatements } from "./read-only";

export interface OperatorPolicyInput extends PeoplePolicyInput {
  /** Key of the queues. */
  readonly platformKeyArn: string;
}

/**
 * An operator: everything that a developer may do, on every VM of the deployment, and what mends the automation:
 * logs and the redrive of given-up work. Deletes no data, writes nothing in IAM.
 */
export function operatorPolicy(input: OperatorPolicyInput): PolicyDocument {
  const { place, volumesKeyArn, platformKeyArn } = input;
  const every = anyVm(place);
  return policy(
    ...readStatements(place),
    powerVms(place, every),
    tagVms(place, every, [TAG.autoSchedule, TAG.keepUntil, TAG.pausedUntil]),
    ...openSessions(input, every, ["session", "ssh", "operator-session"]),
    endSessions(place),
    ...redrive(place),
    useKeyThrough(place, platformKeyArn, "UseKeyOfQueues", ["sqs"]),
    ...useVolumesKey(place, volumesKeyArn),
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
