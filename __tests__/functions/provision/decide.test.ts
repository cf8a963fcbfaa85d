import { TAG } from "../../../core/vm/tags";
import {
  decideFailure,
  decideTermination,
  decideWork,
  type UnusedVm,
} from "../../../functions/provision/decide";
import {
  LaunchFailedError,
  RefusedError,
  RetryLaterError,
  StaleRecordError,
} from "../../../functions/provision/errors";
import type { Vm } from "../../../functions/shared/ec2/vm";
import { SETTINGS } from "./settings";

const person = { client: "ClientA", developer: "ann" };
const launchFailed = (retryable: boolean) =>
  new LaunchFailedError({ person, code: "Code", reason: "why", whatToDo: "Wait.", retryable });

describe("the work that a ticket asks for", () => {
  it.each([
    ["INFRA-1", "Ready", "Provision"],
    ["INFRA-1", "ready", "Provision"],
    ["INFRA-1", "Closed", "Stop"],
    ["INFRA-1", "TerminateVM", "Terminate"],
    ["INFRA-1", "Provisioned", undefined],
    ["OTHER-1", "Ready", undefined],
  ])("%s in %s asks for %s", (key, status, work) => {
    expect(decideWork({ key, status }, SETTINGS.jira)).toBe(work);
  });
});

describe("a failure", () => {
  it.each([
    [new RefusedError([]), { metric: "RefusedError", fails: false }],
    [launchFailed(false), { metric: "LaunchFailedError", fails: false }],
    [launchFailed(true), { metric: "LaunchFailedError", fails: true }],
    [new RetryLaterError("later"), { metric: "RetryLaterError", fails: true }],
    [new StaleRecordError("stale"), { metric: "StaleRecordError", fails: true }],
    [new Error("anything"), { metric: "UnexpectedError", fails: true }],
    ["no error", { metric: "UnexpectedError", fails: true }],
  ])("%s is counted, and fails the message unless it is a refusal", (error, decision) => {
    expect(decideFailure(error)).toEqual(decision);
  });
});

describe("the termination of an unused VM", () => {
  const now = new Date("2026-06-01T00:00:00Z");
  const launchTime = new Date("2026-03-02T08:00:00Z");
  const vm: Vm = {
    id: "i-1",
    state: "stopped",
    launchTime,
    instanceType: "t3.large",
    hibernates: false,
    tags: { [TAG.dormancyTold]: "2026-05-20T00:00:00Z", [TAG.orphanedSince]: "2026-05-31T00:00:00Z" },
  };
  const request = { instanceId: "i-1", launchTime: launchTime.toISOString(), reason: "dormant" } as const;
  const unused: UnusedVm = { vm, request, dormancy: { afterDays: 30, warnBeforeDays: 7 }, now };

  it.each<[string, UnusedVm, ReturnType<typeof decideTermination>]>([
    ["a dormant VM after its warning", unused, "terminate"],
    ["a VM with another launch time", { ...unused, vm: { ...vm, launchTime: now } }, "used-again"],
    [
      "a VM that a user keeps",
      { ...unused, vm: { ...vm, tags: { ...vm.tags, [TAG.dormancy]: "off" } } },
      "kept",
    ],
    ["a VM without a warning", { ...unused, vm: { ...vm, tags: {} } }, "not-due"],
    ["a VM that runs", { ...unused, vm: { ...vm, state: "running" } }, "not-due"],
    ["an orphan since yesterday", { ...unused, request: { ...request, reason: "orphaned" } }, "not-due"],
    ["a config without dormancy", { ...unused, dormancy: undefined }, "not-due"],
  ])("%s leads to the right decision", (_, input, decision) => {
    expect(decideTermination(input)).toBe(decision);
  });
});
