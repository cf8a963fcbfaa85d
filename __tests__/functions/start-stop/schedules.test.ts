import { SchedulesUnreadableError } from "../../../functions/start-stop/errors";
import { readSchedules } from "../../../functions/start-stop/schedules";

const provider = (parameters: Record<string, string>) => {
  const getMultiple = jest.fn(async () => parameters);
  return { getMultiple } as unknown as Parameters<typeof readSchedules>[0] & {
    getMultiple: typeof getMultiple;
  };
};
const periods = [{ days: "mon-fri", start: "08:00", stop: "18:00" }];

test("schedules are named by the last part of their path, and cached for a minute", async () => {
  const of = provider({
    office: JSON.stringify({ periods }),
    "/dev-vm/schedules/tokyo": JSON.stringify({ timezone: "Asia/Tokyo", periods, skipDates: ["2026-12-25"] }),
  });
  expect(await readSchedules(of, "dev-vm")).toEqual({
    named: {
      office: { periods, skipDates: [] },
      tokyo: { timezone: "Asia/Tokyo", periods, skipDates: ["2026-12-25"] },
    },
    problems: [],
  });
  expect(of.getMultiple).toHaveBeenCalledWith("/dev-vm/schedules", { maxAge: 60 });
});

test("a parameter that is not a valid schedule is left out and reported", async () => {
  const of = provider({
    office: JSON.stringify({ periods }),
    text: "hello",
    shape: JSON.stringify({ periods: "all" }),
  });
  const { named, problems } = await readSchedules(of, "dev-vm");
  expect(Object.keys(named)).toEqual(["office"]);
  expect(problems).toEqual([
    expect.stringContaining("/dev-vm/schedules/text"),
    expect.stringContaining("/dev-vm/schedules/shape"),
  ]);
});

test("a failed request is an error, not an empty list of schedules", async () => {
  const silent = { getMultiple: () => Promise.reject(new Error("no answer")) } as unknown as Parameters<
    typeof readSchedules
  >[0];
  await expect(readSchedules(silent, "dev-vm")).rejects.toThrow(SchedulesUnreadableError);
});
