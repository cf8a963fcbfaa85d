import fc from "fast-check";
import { isCapacityError } from "../../../functions/shared/ec2/failure-codes";
import { sendInBatches } from "../../../functions/start-stop/send-in-batches";
import { awsError, ids } from "./fixtures";

const REFUSED = awsError("IncorrectInstanceState", 400);

async function sendAll(
  all: readonly string[],
  refuse: (batch: readonly string[]) => Error | undefined,
  isTimeLeft = () => true,
) {
  const calls: string[][] = [];
  let atOnce = 0;
  let most = 0;
  const send = async (batch: readonly string[]) => {
    calls.push([...batch]);
    most = Math.max(most, ++atOnce);
    await new Promise(setImmediate);
    atOnce--;
    const error = refuse(batch);
    if (error) throw error;
  };
  const outcomes = await sendInBatches(all, { send, isTimeLeft });
  const of = (kind: string) => [...outcomes].filter(([, outcome]) => outcome.kind === kind).map(([id]) => id);
  return { calls, most, outcomes, sent: of("sent"), failed: of("failed"), deferred: of("deferred") };
}

test("an empty list of VMs needs no request", async () => {
  expect((await sendAll([], () => undefined)).calls).toEqual([]);
});

test.each([
  [1, [1]],
  [50, [50]],
  [51, [50, 1]],
  [420, [50, 50, 50, 50, 50, 50, 50, 50, 20]],
])("%d VMs go out in batches of %j, at most four at a time", async (count, sizes) => {
  const { calls, sent, most } = await sendAll(ids(count), () => undefined);
  expect(calls.map((batch) => batch.length)).toEqual(sizes);
  expect(most).toBe(Math.min(4, sizes.length));
  expect(sent).toHaveLength(count);
});

test("one bad VM of fifty fails alone, after a dozen more requests", async () => {
  const { calls, failed, sent } = await sendAll(ids(50), (batch) =>
    batch.includes("i-0") ? REFUSED : undefined,
  );
  expect(failed).toEqual(["i-0"]);
  expect(sent).toHaveLength(49);
  // 50, then the halves 25+25, 13+12, 7+6, 4+3, 2+2, 1+1.
  expect(calls.map((batch) => batch.length)).toEqual([50, 25, 13, 7, 4, 2, 1, 1, 2, 3, 6, 12, 25]);
});

test("when every VM of a batch is bad, each is tried alone and keeps its own error", async () => {
  const { calls, failed, outcomes } = await sendAll(ids(8), () => awsError("VcpuLimitExceeded", 400));
  expect(calls).toHaveLength(15);
  expect(failed).toHaveLength(8);
  expect(outcomes.get("i-7")).toMatchObject({ kind: "failed", error: { name: "VcpuLimitExceeded" } });
});

test("a lack of capacity fails single VMs, although EC2 reports it as a server error", async () => {
  const refuse = (batch: readonly string[]) =>
    batch.includes("i-3") ? awsError("InsufficientInstanceCapacity", 500) : undefined;
  const { failed, sent } = await sendAll(ids(6), refuse);
  expect(failed).toEqual(["i-3"]);
  expect(sent).toHaveLength(5);
});

test.each([
  ["a server error", awsError("InternalError", 500)],
  ["a lost connection", awsError("TimeoutError")],
  ["expired credentials", awsError("ExpiredTokenException", 400)],
])("%s fails the batch without a retry of its parts", async (_, error) => {
  const { calls, failed } = await sendAll(ids(50), () => error);
  expect(calls).toHaveLength(1);
  expect(failed).toHaveLength(50);
});

test.each(["RequestLimitExceeded", "ThrottlingException"])(
  "a throttled batch (%s) is deferred to the next run",
  async (name) => {
    const { calls, deferred, failed } = await sendAll(ids(50), () => awsError(name, 503));
    expect([calls.length, deferred.length, failed.length]).toEqual([1, 50, 0]);
  },
);

test("a batch for which no time is left is deferred to the next run", async () => {
  let looks = 0;
  const { calls, sent, deferred } = await sendAll(
    ids(300),
    () => undefined,
    () => ++looks <= 4,
  );
  expect([calls.length, sent.length, deferred.length]).toEqual([4, 200, 100]);
});

test("for any set of bad VMs, exactly those fail", async () => {
  const bad = fc.uniqueArray(fc.integer({ min: 0, max: 119 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 120 }), bad, async (count, indexes) => {
      const all = ids(count);
      const faulty = new Set(indexes.map((index) => `i-${index}`));
      const { failed, sent } = await sendAll(all, (batch) =>
        batch.some((id) => faulty.has(id)) ? REFUSED : undefined,
      );
      expect(failed.toSorted()).toEqual(all.filter((id) => faulty.has(id)).toSorted());
      expect(sent).toHaveLength(count - failed.length);
    }),
    { numRuns: 40 },
  );
});

test("the codes of capacity and quota are recognized as capacity errors, the others are not", () => {
  const codes = ["InsufficientInstanceCapacity", "VcpuLimitExceeded", "IncorrectInstanceState"];
  expect(codes.map((code) => isCapacityError(awsError(code, 400)))).toEqual([true, true, false]);
});
