import { GetQueueAttributesCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { functionName, parseArn } from "./arn";
import type { AsyncInvoker } from "./async-invoker";
import type { Aws } from "./aws";
import type { Invoker } from "./invoker";
import { allowsService } from "./policy";
import { queueUrl } from "./queue-url";

const EVENTS = "events.amazonaws.com";

interface Target {
  /** Name of the rule on the default bus. */
  readonly rule: string;
  readonly arn: string;
  readonly input: string | null;
}

interface Emitted {
  readonly seq: number;
  readonly event: { readonly account: string; readonly region: string };
  readonly targets: readonly Target[];
}

/** Delivers the emulator's events to the targets of matching rules. */
export interface EventDelivery {
  /** Delivers new events; settles when their invocations have. @returns the number of targets. */
  deliver(): Promise<number>;
  /** Events that are not handled yet. */
  pending(): Promise<number>;
}

export function createEventDelivery(
  endpoint: string,
  aws: Aws,
  invoker: Invoker,
  asyncInvoker: AsyncInvoker,
  problem: (text: string) => void,
): EventDelivery {
  let handled = 0;

  const fetchNew = async (): Promise<readonly Emitted[]> => {
    const response = await fetch(`${endpoint}/overlay/events?after=${handled}`);
    if (!response.ok) throw new Error(`the emulator's events cannot be read: HTTP ${response.status}`);
    return ((await response.json()) as { events: Emitted[] }).events;
  };

  const toFunction = async (
    name: string,
    target: Target,
    ruleArn: string,
    payload: unknown,
  ): Promise<void> => {
    const { policy } = invoker.find(name) ?? {};
    const call = {
      service: EVENTS,
      action: "lambda:InvokeFunction",
      sourceArn: ruleArn,
      account: parseArn(ruleArn).account,
    };
    if (!allowsService(policy, call)) {
      problem(
        `rule ${target.rule} may not invoke ${target.arn}: its policy does not allow ${EVENTS}, or it is not there`,
      );
      return;
    }
    await asyncInvoker.invoke(name, payload, { kind: "event", arn: ruleArn, principal: EVENTS });
  };

  const toQueue = async (target: Target, ruleArn: string, payload: unknown): Promise<void> => {
    const url = await queueUrl(aws.sqs, target.arn);
    const { Attributes: attributes } = await aws.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["Policy"] }),
    );
    const call = {
      service: EVENTS,
      action: "sqs:SendMessage",
      sourceArn: ruleArn,
      account: parseArn(ruleArn).account,
    };
    if (!allowsService(attributes?.Policy, call)) {
      problem(`rule ${target.rule} may not send to ${target.arn}: its policy does not allow ${EVENTS}`);
      return;
    }
    await aws.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(payload) }));
  };

  const toTarget = async ({ event }: Emitted, target: Target): Promise<void> => {
    const ruleArn = `arn:aws:events:${event.region}:${event.account}:rule/${target.rule}`;
    const payload: unknown = target.input ? JSON.parse(target.input) : event;
    const name = functionName(target.arn);
    if (name) return toFunction(name, target, ruleArn, payload);
    if (parseArn(target.arn).service === "sqs") return toQueue(target, ruleArn, payload);
    problem(`rule ${target.rule} has a target that the host does not serve: ${target.arn}`);
  };

  return {
    deliver: async () => {
      const events = await fetchNew();
      handled = events.at(-1)?.seq ?? handled;
      const deliveries = events.flatMap((one) => one.targets.map((target) => toTarget(one, target)));
      const settled = await Promise.allSettled(deliveries);
      for (const one of settled) {
        if (one.status === "rejected")
          problem(`an event was not delivered: ${(one.reason as Error).message}`);
      }
      return deliveries.length;
    },
    pending: async () => (await fetchNew()).length,
  };
}
