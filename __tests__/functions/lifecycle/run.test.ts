import { TAG } from "../../../core/vm/tags";
import { personKey } from "../../../functions/lifecycle/config-vm-store";
import { type RunDeps, run } from "../../../functions/lifecycle/run";
import { type OwnedVm, ticketOf } from "../../../functions/shared/ec2/vm";
import { JiraRefusedError } from "../../../functions/shared/jira/errors";
import type { JiraComment } from "../../../functions/shared/jira/model";
import { adfErrors } from "../../../local/jira/adf-validator";
import { makeVm, NOW, RULES } from "./fixtures";

const old = (id: string, tags: Record<string, string> = {}) =>
  makeVm({ id, stoppedAt: "2026-05-01T18:00:00Z", tags, ticket: `INFRA-${id.slice(2)}` });

interface Done {
  tags: [string, string, string | undefined][];
  comments: [string, JiraComment][];
  requested: [string, string][];
  messages: string[];
}

function world(
  vms: readonly OwnedVm[],
  { gone = [], ofConfig = [], fail = [] }: { gone?: string[]; ofConfig?: OwnedVm[]; fail?: string[] } = {},
) {
  const done: Done = { tags: [], comments: [], requested: [], messages: [] };
  const refuse = (key: string) => {
    if (gone.includes(key)) throw new JiraRefusedError("gone", 404);
  };
  const deps: RunDeps = {
    settings: { project: "dev-vm", ...RULES },
    fleet: {
      list: async () => [...vms],
      tag: async (id, key, value) => {
        if (fail.includes(id)) throw new Error("throttled");
        done.tags.push([id, key, value]);
      },
      untag: async (id, key) => void done.tags.push([id, key, undefined]),
    },
    configVms: { find: async () => new Set(ofConfig.map(({ person }) => personKey(person))) },
    jira: {
      getIssue: async (key) => {
        refuse(key);
        return { key, status: "Provisioned", fields: {} };
      },
      comment: async (key, comment) => {
        refuse(key);
        done.comments.push([key, comment]);
        return "posted";
      },
    },
    queue: {
      send: async ({ retire: { instanceId, reason } = { instanceId: "", reason: "" } }) =>
        void done.requested.push([instanceId, reason]),
    },
    notifier: { notify: async (_, text) => void done.messages.push(text) },
    report: { carriedOut: () => undefined },
    now: NOW,
  };
  return { done, deps };
}

test("users are warned on the ticket, with the date, and the VM is tagged", async () => {
  const { done, deps } = world([old("i-1")]);
  await run(deps);
  const [key, comment] = done.comments[0] ?? [];
  expect(key).toBe("INFRA-1");
  expect(JSON.stringify(comment?.body)).toContain(
    "not been used since 2026-05-01, and is removed on 2026-06-08",
  );
  expect(adfErrors(comment?.body)).toEqual([]);
  expect(done.tags).toEqual([["i-1", TAG.dormancyTold, NOW.toISOString()]]);
  expect(done.requested).toEqual([]);
});

test("a VM that stays unused after its warning is handed to provision", async () => {
  const { done, deps } = world([old("i-1", { [TAG.dormancyTold]: "2026-05-20T13:00:00Z" })]);
  await run(deps);
  expect(done).toEqual({ tags: [], comments: [], requested: [["i-1", "dormant"]], messages: [] });
});

test("VMs of the config and orphans are reported in one message, and tagged after it", async () => {
  const [config, orphan, quiet] = [
    old("i-1"),
    makeVm({ id: "i-2", state: "running", ticket: "INFRA-2" }),
    old("i-3", { [TAG.dormancy]: "off" }),
  ];
  const { done, deps } = world([config, orphan, quiet], { gone: ["INFRA-2"], ofConfig: [config] });
  await run(deps);
  expect(done.messages).toHaveLength(1);
  expect(done.messages[0]).toContain("dev-ClientA-i-1 (i-1, stopped), last used 2026-05-01");
  expect(done.messages[0]).toContain("dev-ClientA-i-2 (i-2, running), ticket INFRA-2");
  expect(done.tags).toEqual([
    ["i-1", TAG.dormancyTold, NOW.toISOString()],
    ["i-2", TAG.orphanedSince, NOW.toISOString()],
  ]);
  expect(done.comments).toEqual([]);
});

test("an orphan is removed after the warning time even if it runs", async () => {
  const vm = makeVm({ state: "running", tags: { [TAG.orphanedSince]: "2026-05-20T13:00:00Z" } });
  const { done, deps } = world([vm], { gone: ["INFRA-1"] });
  await run(deps);
  expect(done.requested).toEqual([["i-1", "orphaned"]]);
});

test("many missing tickets at once are treated as a lost permission: nothing is done, and the run fails", async () => {
  const vms = Array.from({ length: 10 }, (_, index) =>
    makeVm({ id: `i-${index}`, state: "running", ticket: `INFRA-${index + 1}` }),
  );
  const { done, deps } = world(vms, { gone: vms.slice(0, 4).map((vm) => ticketOf(vm) ?? "") });
  await expect(run(deps)).rejects.toMatchObject({
    errors: [expect.objectContaining({ name: "TooManyOrphansError" })],
  });
  expect(done.tags).toEqual([]);
});

test("one VM's error does not stop the others, and the run fails after all VMs", async () => {
  const { done, deps } = world([old("i-1"), old("i-2")], { fail: ["i-1"] });
  await expect(run(deps)).rejects.toThrow("1 of 2 VMs failed");
  expect(done.tags).toEqual([["i-2", TAG.dormancyTold, NOW.toISOString()]]);
});
