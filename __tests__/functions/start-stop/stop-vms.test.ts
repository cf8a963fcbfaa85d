import { stopVms } from "../../../functions/start-stop/stop-vms";
import { awsError, fakeFleet, ids, lines, over, type Request } from "./fixtures";

const sleeper = (id: string) => ({ ...over(id), hibernates: true });

async function stop(vms: ReturnType<typeof sleeper>[], refuse?: (request: Request) => Error | undefined) {
  const { fleet, calls } = fakeFleet(vms, refuse);
  const { outcomes, hibernated } = await stopVms(vms, { fleet, isTimeLeft: () => true });
  return {
    calls: lines(calls),
    kinds: [...outcomes.values()].map(({ kind }) => kind),
    hibernated: [...hibernated],
  };
}

test("VMs that were launched with hibernation hibernate, in batches of their own", async () => {
  expect(await stop([over("a"), sleeper("b"), over("c"), sleeper("d")])).toEqual({
    calls: ["hibernate b,d", "stop a,c"],
    kinds: ["sent", "sent", "sent", "sent"],
    hibernated: ["b", "d"],
  });
});

test.each(["UnsupportedHibernationConfiguration", "IncorrectInstanceState", "UnsupportedOperation"])(
  "a VM that EC2 does not hibernate (%s) is stopped, and the others hibernate",
  async (code) => {
    const refuse = ({ action, ids: of }: Request) =>
      action === "hibernate" && of.includes("b") ? awsError(code, 400) : undefined;
    const result = await stop([sleeper("a"), sleeper("b")], refuse);
    expect(result.calls).toEqual(["hibernate a,b", "hibernate a", "hibernate b", "stop b"]);
    expect(result.kinds).toEqual(["sent", "sent"]);
    expect(result.hibernated).toEqual(["a"]);
  },
);

test("when EC2 throttles, hibernation is deferred to the next run", async () => {
  const result = await stop([sleeper("a")], () => awsError("RequestLimitExceeded", 503));
  expect(result).toEqual({ calls: ["hibernate a"], kinds: ["deferred"], hibernated: [] });
});

test("120 VMs without errors take three requests", async () => {
  expect((await stop(ids(120).map(sleeper))).calls).toHaveLength(3);
});
