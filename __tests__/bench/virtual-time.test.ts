import { VirtualTime } from "../../bench/modelled/virtual-time";

const BEGIN = new Date("2026-03-03T08:00:00Z");
const HOUR = 3_600_000;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("virtual hours pass at once, and timers run in order", async () => {
  const time = new VirtualTime(BEGIN);
  const seen: string[] = [];
  const note = async (name: string, ms: number) => {
    await wait(ms);
    seen.push(`${name} ${new Date().toISOString()}`);
  };
  await time.run(async () => {
    await Promise.all([note("late", 2 * HOUR), note("early", HOUR)]);
  });
  expect(seen).toEqual(["early 2026-03-03T09:00:00.000Z", "late 2026-03-03T10:00:00.000Z"]);
  expect(new Date(time.now)).toEqual(new Date("2026-03-03T10:00:00Z"));
});

test("a cleared timer never runs", async () => {
  const time = new VirtualTime(BEGIN);
  const run = jest.fn();
  await time.run(async () => {
    const timer = setTimeout(run, 1000);
    clearTimeout(timer);
    await wait(5000);
  });
  expect(run).not.toHaveBeenCalled();
});

test("a wait of less than a millisecond ends", async () => {
  const time = new VirtualTime(BEGIN);
  await time.run(async () => {
    const until = Date.now() + 3;
    while (Date.now() < until) await wait(0.000001);
  });
  expect(time.now).toBe(BEGIN.getTime() + 3);
});

test("only dates without an argument use virtual time", async () => {
  const dates = await new VirtualTime(BEGIN).run(async () => [
    new Date(),
    new Date(0),
    new Date("2020-01-01T00:00:00Z"),
  ]);
  expect(dates.map((date) => date.toISOString().slice(0, 10))).toEqual([
    "2026-03-03",
    "1970-01-01",
    "2020-01-01",
  ]);
  expect(dates[0]).toBeInstanceOf(Date);
});

test("random numbers are the same every time", async () => {
  const deal = () => new VirtualTime(BEGIN).run(async () => [Math.random(), Math.random(), Math.random()]);
  const dealt = await deal();
  expect(await deal()).toEqual(dealt);
  expect(new Set(dealt).size).toBe(3);
  expect(dealt.every((number) => number >= 0 && number < 1)).toBe(true);
});

test("virtual time advances, and never goes back, while no work is pending", () => {
  const time = new VirtualTime(BEGIN);
  time.passUntil(BEGIN.getTime() + HOUR);
  time.passUntil(BEGIN.getTime());
  expect(time.now).toBe(BEGIN.getTime() + HOUR);
});

test.each([
  ["ends well", async () => "done", (result: Promise<string>) => expect(result).resolves.toBe("done")],
  [
    "fails",
    () => Promise.reject(new Error("broken")),
    (result: Promise<string>) => expect(result).rejects.toThrow("broken"),
  ],
  [
    "waits forever",
    () => new Promise<string>(() => undefined),
    (result: Promise<string>) => expect(result).rejects.toThrow("something outside virtual time"),
  ],
])("real time is restored after work that %s", async (_, work, check) => {
  const real = [Date, setTimeout, clearTimeout, Math.random];
  await check(new VirtualTime(BEGIN, 20).run(work));
  expect([Date, setTimeout, clearTimeout, Math.random]).toEqual(real);
});
