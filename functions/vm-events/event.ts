import * as z from "zod";

/** What an invocation is about. */
export type VmEvent =
  | { readonly kind: "sweep" }
  /** A new EC2 state name; `time` ISO. */
  | { readonly kind: "state"; readonly instanceId: string; readonly state: string; readonly time: string }
  /** `tags`: all of the instance's, after the change. */
  | { readonly kind: "tags"; readonly instanceId: string; readonly tags: Readonly<Record<string, string>> };

const sweep = z.object({ sweep: z.literal(true) });

const stateChange = z.object({
  source: z.literal("aws.ec2"),
  "detail-type": z.literal("EC2 Instance State-change Notification"),
  time: z.string(),
  detail: z.object({ "instance-id": z.string(), state: z.string() }),
});

const tagChange = z.object({
  source: z.literal("aws.tag"),
  "detail-type": z.literal("Tag Change on Resource"),
  resources: z.array(z.string()).min(1),
  detail: z.object({
    service: z.literal("ec2"),
    "resource-type": z.literal("instance"),
    tags: z.record(z.string(), z.string()),
  }),
});

/** Parses an event of EventBridge or Scheduler; undefined when its kind is unknown. */
export function parseEvent(event: unknown): VmEvent | undefined {
  if (sweep.safeParse(event).success) return { kind: "sweep" };
  const state = stateChange.safeParse(event);
  if (state.success) {
    const { detail, time } = state.data;
    return { kind: "state", instanceId: detail["instance-id"], state: detail.state, time };
  }
  const tags = tagChange.safeParse(event);
  if (!tags.success) return undefined;
  const instanceId = /\/(i-[0-9a-f]+)$/.exec(tags.data.resources[0] ?? "")?.[1];
  return instanceId ? { kind: "tags", instanceId, tags: tags.data.detail.tags } : undefined;
}
