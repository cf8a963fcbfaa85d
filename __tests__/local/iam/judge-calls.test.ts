import type { RecordedCall } from "../../../local/aws/api/start-emulator";
import { judgeCalls } from "../../../local/iam/judge-calls";
import { ACCOUNT, EVERYTHING, fakeDeployed, fakeRole, REGION } from "./fake-deployed";

const session = (role: string) => `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/session`;
const send = (principal: string, rest: Partial<RecordedCall> = {}): RecordedCall => ({
  seq: 1,
  time: "2026-06-04T14:00:00Z",
  service: "sqs",
  action: "SendMessage",
  region: REGION,
  accessKeyId: "key",
  principal,
  params: { QueueUrl: `http://127.0.0.1/${ACCOUNT}/dev-vm-tickets`, MessageBody: "{}" },
  status: 200,
  errorCode: null,
  ...rest,
});

test("equal requests of several calls are judged once, and each call is counted", async () => {
  const deployed = fakeDeployed({ roles: [fakeRole("dev-vm-jira-webhook", { policies: [EVERYTHING] })] });
  const calls = [1, 2, 3].map((seq) => send(session("dev-vm-jira-webhook"), { seq }));
  const { judged, errors } = await judgeCalls(calls, [], deployed);
  expect(errors).toEqual([]);
  expect(judged).toHaveLength(1);
  expect(judged[0]).toMatchObject({ actor: "dev-vm-jira-webhook", calls: 3, verdict: { allowed: true } });
});

test("a call beyond the caller's policy is refused, although it succeeded", async () => {
  const { judged } = await judgeCalls([send(session("dev-vm-jira-webhook"))], [], fakeDeployed());
  expect(judged[0]?.verdict).toMatchObject({ allowed: false, result: "ImplicitlyDenied" });
});

test.each([
  ["a role that is not deployed", send(session("nobody")), /nobody.* not deployed/],
  ["a user that is not deployed", send(`arn:aws:iam::${ACCOUNT}:user/mallory`), /mallory/],
  [
    "an operation that no mapping supports",
    send(session("dev-vm-provision"), { action: "Juggle" }),
    /IAM knows no sqs:Juggle/,
  ],
])("%s is an error", async (_what, call, message) => {
  const { errors, judged } = await judgeCalls([call], [], fakeDeployed());
  expect(errors).toEqual([expect.stringMatching(message)]);
  expect(judged).toEqual([]);
});

test("the administrator's calls are reported, but not judged", async () => {
  const { judged, unjudged } = await judgeCalls(
    [send(`arn:aws:iam::${ACCOUNT}:user/person`)],
    [],
    fakeDeployed(),
  );
  expect(judged).toEqual([]);
  expect(unjudged.get("person")).toMatchObject({ calls: 1, why: expect.stringContaining("administrator") });
});

test("the Lambda host assumes a role on behalf of Lambda, which the role must trust", async () => {
  const host = `arn:aws:iam::${ACCOUNT}:user/AKIALAMBDAHOST000000`;
  const RoleArn = fakeRole("dev-vm-provision").arn;
  const assume = send(host, { service: "sts", action: "AssumeRole", params: { RoleArn } });
  const trusting = (service: string) =>
    fakeDeployed({
      resourcePolicy: async () => ({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
      }),
    });
  const verdicts = await Promise.all(
    ["lambda.amazonaws.com", "ec2.amazonaws.com"].map((service) =>
      judgeCalls([assume], [], trusting(service)),
    ),
  );
  expect(verdicts.map(({ judged }) => judged[0]?.verdict.allowed)).toEqual([true, false]);
});
