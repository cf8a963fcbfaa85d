import { judge } from "../../../local/iam/judge";
import type { AccessRequest, Identity } from "../../../local/iam/model";
import { ACCOUNT, EVERYTHING, fakeDeployed, fakeRole, REGION } from "./fake-deployed";

const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:dev-vm-tickets`;
const SEND: AccessRequest = { action: "sqs:SendMessage", resource: QUEUE };

function ask(identity: Identity, request: AccessRequest, deployed = fakeDeployed()) {
  const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/${identity.name}/session`;
  return judge(request, { principal, identity, region: REGION }, deployed);
}

function allowing(Action: string, Resource: string, Condition?: object): Identity {
  const statement = { Sid: "It", Effect: "Allow", Action, Resource, ...(Condition ? { Condition } : {}) };
  const policy = { Version: "2012-10-17", Statement: [statement] };
  return fakeRole("dev-vm-jira-webhook", { policies: [{ name: "own", policy }] });
}

test("a request that a policy allows is allowed, and the verdict names the statement", async () => {
  expect(await ask(allowing("sqs:SendMessage", QUEUE), SEND)).toEqual({
    allowed: true,
    result: "Allowed",
    because: ["allowed by It"],
  });
});

test.each([
  ["without a policy", fakeRole("dev-vm-jira-webhook"), SEND],
  ["for another action", allowing("sqs:ReceiveMessage", QUEUE), SEND],
  ["for another queue", allowing("sqs:SendMessage", `${QUEUE}-other`), SEND],
  [
    "beyond the boundary",
    fakeRole("dev-vm-clienta.sam-okafor", {
      policies: [EVERYTHING],
      boundary: { name: "boundary", policy: { Version: "2012-10-17", Statement: [] } },
    }),
    SEND,
  ],
])("a request is not allowed %s", async (_what, identity, request) => {
  expect((await ask(identity, request)).allowed).toBe(false);
});

test("a resource's policy denies a request that the role's policy allows", async () => {
  const resourcePolicy = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "NeverWithoutTls",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "sqs:*",
        Resource: QUEUE,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
  const deployed = fakeDeployed({ resourcePolicy: async () => resourcePolicy });
  const identity = allowing("sqs:*", QUEUE);
  const plain = { ...SEND, context: { "aws:SecureTransport": "false" } };
  expect((await ask(identity, SEND, deployed)).allowed).toBe(true);
  expect(await ask(identity, plain, deployed)).toMatchObject({
    allowed: false,
    because: ["denied by NeverWithoutTls"],
  });
});

test("conditions see the tags of a resource, but a resource that is being created has none yet", async () => {
  const resource = `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-00000001`;
  const condition = { StringEquals: { "aws:ResourceTag/ManagedBy": "dev-vm" } };
  const identity = allowing("ec2:StopInstances", "*", condition);
  const stop = { action: "ec2:StopInstances", resource };
  const managed = fakeDeployed({ tags: () => ({ ManagedBy: "dev-vm" }) });
  expect((await ask(identity, stop, managed)).allowed).toBe(true);
  expect((await ask(identity, stop)).allowed).toBe(false);
  expect((await ask(identity, { ...stop, made: true }, managed)).allowed).toBe(false);
});

test("a request that is not valid in IAM is an error", async () => {
  const sense = { action: "sqs:SendMessage", resource: "arn:aws:s3:::bucket" };
  await expect(ask(allowing("*", "*"), sense)).rejects.toThrow("no.resource.types");
});

test("an ARN that fits several resource types is judged by the policies alone", async () => {
  const vault = `arn:aws:backup:${REGION}:${ACCOUNT}:backup-vault:dev-vm`;
  const tag: AccessRequest = { action: "backup:TagResource", resource: vault };
  expect((await ask(allowing("backup:TagResource", vault), tag)).allowed).toBe(true);
  expect((await ask(allowing("backup:TagResource", `${vault}-other`), tag)).allowed).toBe(false);
});
