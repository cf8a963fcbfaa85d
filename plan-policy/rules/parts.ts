import { at, isFalse, isTrue } from "../body";
import type { Rule, Violations } from "../model";
import type { Plan } from "../plan";
import type { Resource } from "../resource";

/** Whether a value refers to a key of the deployment, directly or by its alias. */
export function isOwnKey({ stack }: Resource, value: unknown, plan: Plan): boolean {
  return plan.refersTo(stack, value).some(({ type }) => type === "aws_kms_key" || type === "aws_kms_alias");
}

type Facts = Omit<Rule, "check">;

/** A rule that a boolean is true. */
export function mustBeOn(facts: Facts, path: string): Rule {
  return {
    ...facts,
    check: ({ body }) => (isTrue(at(body, path)) ? undefined : `${path} is ${shown(at(body, path))}`),
  };
}

/** A rule that a boolean is not true. */
export function mustBeOff(facts: Facts, path: string, whenAbsent: "on" | "off"): Rule {
  return {
    ...facts,
    check: ({ body }) => {
      const value = at(body, path);
      const off = value === undefined ? whenAbsent === "off" : isFalse(value);
      return off ? undefined : `${path} is ${shown(value)}`;
    },
  };
}

/** A rule that an attribute refers to a key of the deployment. */
export function mustUseOwnKey(facts: Facts, path: string): Rule {
  return {
    ...facts,
    check: (resource, plan) => {
      const value = at(resource.body, path);
      return isOwnKey(resource, value, plan) ? undefined : `${path} is ${shown(value)}`;
    },
  };
}

/** A rule that a number has a minimum; absent counts as 0. */
export function mustBeAtLeast(facts: Facts, path: string, least: number): Rule {
  return {
    ...facts,
    check: ({ body }) => {
      const value = Number(at(body, path) ?? 0);
      return value >= least ? undefined : `${path} is ${shown(at(body, path))}, less than ${least}`;
    },
  };
}

/** A rule that an attribute is set. */
export function mustHave(facts: Facts, path: string): Rule {
  return { ...facts, check: ({ body }) => (at(body, path) === undefined ? `no ${path}` : undefined) };
}

/** A rule that a metric of the resource has an alarm. */
export function mustHaveAlarm(facts: Facts, metric: string): Rule {
  return {
    ...facts,
    check: (resource, plan) => {
      const alarms = plan.referring("aws_cloudwatch_metric_alarm", "dimensions", resource);
      return alarms.some(({ body }) => body["metric_name"] === metric) ? undefined : `no alarm on ${metric}`;
    },
  };
}

/** A check on the resource of a type that belongs to another resource. */
export function companion(
  type: string,
  attribute: string,
  problem: (companion: Resource, plan: Plan) => Violations = () => undefined,
): Rule["check"] {
  return (resource, plan) => {
    const [found] = plan.referring(type, attribute, resource);
    return found ? problem(found, plan) : `no ${type} belongs to it`;
  };
}

export function shown(value: unknown): string {
  return value === undefined ? "absent" : JSON.stringify(value);
}
