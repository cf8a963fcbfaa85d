import { bootFailedComment } from "../../../../functions/shared/comments/boot-failed";
import { launchFailedComment } from "../../../../functions/shared/comments/launch-failed";
import { neverReadyComment } from "../../../../functions/shared/comments/never-ready";
import { readyComment } from "../../../../functions/shared/comments/ready";
import { refusedComment } from "../../../../functions/shared/comments/refused";
import { stoppedComment } from "../../../../functions/shared/comments/stopped";
import { terminatedComment } from "../../../../functions/shared/comments/terminated";
import type { AdfDocument } from "../../../../functions/shared/jira/adf";
import { adfErrors } from "../../../../local/jira/adf-validator";

const vm = { name: "dev-ClientA-jane", instanceId: "i-0abc", client: "ClientA", developer: "jane" };
const full = { ...vm, instanceType: "t3.large", os: "RHEL9", hours: "08:00 to 18:00, mon-fri, US/Eastern" };
const connect = { project: "dev-vm", region: "eu-west-1", instanceId: "i-0abc" };
const statuses = { provisionStatus: "Ready", terminateStatus: "TerminateVM" };
const problem = (what: string) => ({
  what,
  found: '"t9.huge" is not offered',
  expected: "one of t3.large, t3.xlarge",
});
const startedAt = new Date("2026-03-02T08:00:00Z");

const cases: [string, AdfDocument, string[]][] = [
  [
    "ready",
    readyComment({ vm: full, connect, login: "jane", warnings: [] }),
    [
      "aws ssm start-session --target i-0abc --region eu-west-1 --document-name dev-vm-session",
      "jane@i-0abc",
      "RHEL9",
      "mon-fri",
    ],
  ],
  [
    "ready with warnings",
    readyComment({ vm, connect, login: "jane", warnings: ["Old system.", "Not moved."] }),
    ["Old system.", "Not moved."],
  ],
  [
    "boot failed",
    bootFailedComment({ vm, connect, reason: "home: mount timed out" }),
    ["home: mount timed out", "start-session"],
  ],
  ["boot failed for no reason", bootFailedComment({ vm, connect, reason: "" }), ["dev-ClientA-jane"]],
  [
    "never ready",
    neverReadyComment({ vm, connect, startedAt, bootMinutes: 20 }),
    ["20 minutes", "2026-03-02T08:00:00.000Z"],
  ],
  [
    "refused",
    refusedComment({ problems: [problem("Instance type"), problem("Client")], ...statuses }),
    ["Instance type", "Client", '"t9.huge" is not offered', "one of t3.large", "Ready"],
  ],
  [
    "launch failed",
    launchFailedComment({ person: vm, reason: "no capacity", whatToDo: "Wait." }),
    ["no capacity", "Wait."],
  ],
  ["stopped", stoppedComment({ vm, ...statuses }), ["was stopped", "TerminateVM"]],
  ["terminated", terminatedComment({ vm, snapshotIds: ["snap-1", "snap-2"] }), ["snap-1", "snap-2"]],
  ["terminated without a snapshot", terminatedComment({ vm, snapshotIds: [] }), ["home directory"]],
];

describe.each(cases)("the comment %s", (_what, document, said) => {
  it("the comment is a document that Jira accepts", () => {
    expect(adfErrors(document)).toEqual([]);
  });

  it("the comment says what users need to know", () => {
    const text = JSON.stringify(texts(document.content));
    for (const part of said) expect(text).toContain(JSON.stringify(part).slice(1, -1));
  });
});

function texts(nodes: AdfDocument["content"]): string[] {
  return nodes.flatMap((node) => [...(node.text ? [node.text] : []), ...texts(node.content ?? [])]);
}
