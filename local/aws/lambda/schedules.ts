import { randomUUID } from "node:crypto";
import { GetScheduleCommand, type GetScheduleOutput, paginateListSchedules } from "@aws-sdk/client-scheduler";
import { functionName, parseArn } from "./arn";
import type { AsyncInvoker } from "./async-invoker";
import type { Aws } from "./aws";
import { requireTrust } from "./functions";
import type { Invoker } from "./invoker";
import type { InvokeResult } from "./model";
import { dueTimes, rateMinutes } from "./schedule-expression";

const SCHEDULER = "scheduler.amazonaws.com";

/** A schedule as it is deployed. */
export interface ScheduleInfo {
  readonly name: string;
  readonly group: string;
  readonly expression: string;
  readonly timezone: string;
  readonly enabled: boolean;
  /** Minutes between two runs, for a `rate(…)`. */
  readonly everyMinutes?: number;
}

export interface Schedules {
  list(): Promise<readonly ScheduleInfo[]>;
  /** Runs of all enabled schedules after `from` and up to `to`, in order. */
  due(from: Date, to: Date): Promise<ReadonlyArray<{ name: string; at: Date }>>;
  /**
   * Runs the schedule as if the time were `at`. Only Lambda's retries are made, not Scheduler's.
   * @throws when AWS would not run it: disabled, no such function, a role that Scheduler cannot assume.
   */
  fire(name: string, at: Date): Promise<InvokeResult>;
}

export function createSchedules(aws: Aws, invoker: Invoker, asyncInvoker: AsyncInvoker): Schedules {
  const read = async (): Promise<readonly GetScheduleOutput[]> => {
    const found: Array<Promise<GetScheduleOutput>> = [];
    for await (const page of paginateListSchedules({ client: aws.scheduler }, {})) {
      for (const { Name, GroupName } of page.Schedules ?? []) {
        found.push(aws.scheduler.send(new GetScheduleCommand({ Name, GroupName })));
      }
    }
    return Promise.all(found);
  };
  const list = async (): Promise<readonly ScheduleInfo[]> => (await read()).map(describe);

  return {
    list,
    due: async (from, to) => {
      const enabled = (await list()).filter((one) => one.enabled);
      const runs = enabled.flatMap(({ name, expression, timezone }) =>
        dueTimes(expression, timezone, from, to).map((at) => ({ name, at })),
      );
      return runs.sort((a, b) => a.at.getTime() - b.at.getTime() || a.name.localeCompare(b.name));
    },
    fire: async (name, at) => {
      const schedule = (await read()).find((one) => one.Name === name);
      if (!schedule?.Target) throw new Error(`no schedule ${name} is deployed`);
      if (schedule.State !== "ENABLED") throw new Error(`schedule ${name} is ${schedule.State}`);
      const { Arn: target = "", RoleArn: role = "", Input: input } = schedule.Target;
      const called = functionName(target);
      if (!called || !invoker.find(called))
        throw new Error(`schedule ${name}: no function ${target} is deployed`);
      await requireTrust(aws, role, SCHEDULER);
      const event = input ? fillIn(input, schedule.Arn ?? "", at) : defaultEvent(schedule.Arn ?? "", at);
      return asyncInvoker.invoke(called, event, { kind: "schedule", arn: schedule.Arn, principal: role });
    },
  };
}

function describe(schedule: GetScheduleOutput): ScheduleInfo {
  const expression = schedule.ScheduleExpression ?? "";
  return {
    name: schedule.Name ?? "",
    group: schedule.GroupName ?? "default",
    expression,
    timezone: schedule.ScheduleExpressionTimezone ?? "UTC",
    enabled: schedule.State === "ENABLED",
    everyMinutes: rateMinutes(expression),
  };
}

/** Replaces Scheduler's context attributes, then parses the text as JSON. */
function fillIn(input: string, scheduleArn: string, at: Date): unknown {
  const attributes: Readonly<Record<string, string>> = {
    "<aws.scheduler.schedule-arn>": scheduleArn,
    "<aws.scheduler.scheduled-time>": seconds(at),
    "<aws.scheduler.execution-id>": randomUUID(),
    "<aws.scheduler.attempt-number>": "1",
  };
  return JSON.parse(input.replace(/<aws\.scheduler\.[a-z-]+>/g, (found) => attributes[found] ?? found));
}

function defaultEvent(scheduleArn: string, at: Date): object {
  const { account, region } = parseArn(scheduleArn);
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account,
    time: seconds(at),
    region,
    resources: [scheduleArn],
    detail: "{}",
  };
}

/** `2030-01-07T08:00:00Z`: Scheduler uses whole seconds. */
function seconds(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, "Z");
}
