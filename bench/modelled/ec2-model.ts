import { instanceXml, type ModelledVm } from "./instance-xml";
import { TokenBucket } from "./token-bucket";

/** The result of a request: XML for 200, the error's code otherwise. */
export type Answer = { readonly xml: string } | { readonly error: string };

/**
 * Buckets of requests and of resources, capacity and refill per second, for each account and Region. DescribeInstances
 * uses the large bucket, because its requests have a filter and pages.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const REQUESTS = {
  DescribeInstances: [100, 20],
  StartInstances: [5, 2],
  StopInstances: [50, 5],
  CreateTags: [100, 10],
  DeleteTags: [100, 10],
} as const;
const RESOURCES = { StartInstances: [1000, 2], StopInstances: [1000, 20] } as const;

type Operation = keyof typeof REQUESTS;
type Buckets<Key extends string> = Readonly<Record<Key, TokenBucket>>;

export interface Ec2ModelOptions {
  readonly vms: readonly ModelledVm[];
  /** Milliseconds since the epoch at which all buckets are full. */
  readonly begin: number;
  /** Whether descriptions of instances are as long as AWS's. @default false */
  readonly details?: boolean;
}

/** The part of EC2 that the scheduler uses: instances, and the documented throttling. */
export class Ec2Model {
  /** Requests by operation, refused ones included. */
  readonly calls: Record<string, number> = {};
  /** Requests that were throttled. */
  throttled = 0;
  private readonly requests: Buckets<Operation>;
  private readonly resources: Buckets<keyof typeof RESOURCES>;
  private readonly byId: ReadonlyMap<string, ModelledVm>;

  constructor(private readonly options: Ec2ModelOptions) {
    this.byId = new Map(options.vms.map((vm) => [vm.id, vm]));
    this.requests = fullBuckets(REQUESTS, options.begin);
    this.resources = fullBuckets(RESOURCES, options.begin);
  }

  answer(parameters: URLSearchParams, now: number): Answer {
    const operation = parameters.get("Action") ?? "";
    this.calls[operation] = (this.calls[operation] ?? 0) + 1;
    if (!isOneOf(REQUESTS, operation)) return { error: "InvalidAction" };
    const ids = [...parameters].flatMap(([key, value]) => (/^InstanceId\.\d+$/.test(key) ? [value] : []));
    if (!this.admits(operation, ids.length, now)) {
      this.throttled += 1;
      return { error: "RequestLimitExceeded" };
    }
    if (operation === "DescribeInstances") return { xml: this.describe(parameters) };
    if (operation === "CreateTags" || operation === "DeleteTags")
      return { xml: response(operation, "<return>true</return>") };
    return this.change(operation, ids, now);
  }

  private admits(operation: Operation, resources: number, now: number): boolean {
    if (!this.requests[operation].take(1, now)) return false;
    return !isOneOf(RESOURCES, operation) || this.resources[operation].take(resources, now);
  }

  private change(operation: keyof typeof RESOURCES, ids: readonly string[], now: number): Answer {
    const vms = ids.flatMap((id) => this.byId.get(id) ?? []);
    if (vms.length < ids.length) return { error: "InvalidInstanceID.NotFound" };
    for (const vm of vms) {
      if (operation === "StartInstances" && vm.state === "stopped") {
        vm.state = "running";
        vm.launchTime = now;
      }
      if (operation === "StopInstances" && vm.state === "running") {
        vm.state = "stopped";
        vm.stoppedAt = now;
      }
    }
    return { xml: response(operation, "<instancesSet/>") };
  }

  private describe(parameters: URLSearchParams): string {
    const { vms, details = false } = this.options;
    const from = Number(parameters.get("NextToken") ?? 0);
    const until = Math.min(vms.length, from + Number(parameters.get("MaxResults") ?? 1000));
    const items = vms.slice(from, until).map((vm) => instanceXml(vm, { details }));
    const next = until < vms.length ? `<nextToken>${until}</nextToken>` : "";
    const reservation = `<item><instancesSet>${items.join("")}</instancesSet></item>`;
    return response("DescribeInstances", `<reservationSet>${reservation}</reservationSet>${next}`);
  }
}

function isOneOf<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}

function fullBuckets<Key extends string>(
  limits: Readonly<Record<Key, readonly [number, number]>>,
  begin: number,
): Buckets<Key> {
  const buckets = Object.entries<readonly [number, number]>(limits).map(([operation, [capacity, refill]]) => [
    operation,
    new TokenBucket(capacity, refill, begin),
  ]);
  return Object.fromEntries(buckets) as Buckets<Key>;
}

function response(operation: string, content: string): string {
  return `<${operation}Response>${content}</${operation}Response>`;
}
