import { TAG } from "../../../core/vm/tags";
import type { AccessRequest } from "../model";
import type { Attempt, AttemptSpec } from "./model";
import type { Scene } from "./scene";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

/** What the function that makes identities and VMs must not be able to do. */
export function attemptsOfProvision(scene: Scene): Attempt[] {
  return [...roles(scene), ...launches(scene), ...others(scene)].map((attempt) => ({
    who: "provision",
    session: scene.session("provision"),
    ...attempt,
  }));
}

function roles({ iam, project, boundaryArn, vmPolicyArn, vm, other, fileSystem, arn }: Scene): AttemptSpec[] {
  const create = (context: AccessRequest["context"], path = `${project}/`): AccessRequest => ({
    action: "iam:CreateRole",
    resource: iam(`role/${path}${project}-new.one`),
    made: true,
    ...(context ? { context } : {}),
  });
  const bounded = { "iam:PermissionsBoundary": boundaryArn };
  const proper = { can: "with the boundary, below the path", request: create(bounded) };
  const attach = (policy: string): AccessRequest => ({
    action: "iam:AttachRolePolicy",
    resource: other.role.arn,
    context: { "iam:PolicyARN": policy, ...bounded },
  });
  const vmPolicy = { can: "attach the VMs' own policy", request: attach(vmPolicyArn) };
  const pass = (resource: string, service: string): AccessRequest => ({
    action: "iam:PassRole",
    resource,
    context: { "iam:PassedToService": service },
  });
  const toVm = { can: "pass a VM's role to EC2", request: pass(vm.role.arn, "ec2.amazonaws.com") };
  const whose = {
    [TAG.managedBy]: project,
    [TAG.client]: other.role.tags[TAG.client] ?? "",
    [TAG.developer]: other.role.tags[TAG.developer] ?? "",
  };
  const tagRole = (requestTags: Record<string, string>, resource = other.role.arn): AccessRequest => ({
    action: "iam:TagRole",
    resource,
    requestTags,
  });
  const sameOwner = { can: "keep the owner", request: tagRole(whose) };
  return [
    { cannot: "make a role without a boundary", request: create(undefined), but: proper },
    {
      cannot: "make a role with another boundary",
      request: create({ "iam:PermissionsBoundary": ADMINISTRATOR }),
      but: proper,
    },
    {
      cannot: "make a role outside the path",
      request: create(bounded, ""),
      but: proper,
    },
    {
      cannot: "make a role in a path with the same beginning",
      request: create(bounded, `${project}-evil/`),
      but: proper,
    },
    ...["AdministratorAccess", "PowerUserAccess", "AmazonSSMManagedInstanceCore"].map((name) => ({
      cannot: `attach ${name}`,
      request: attach(`arn:aws:iam::aws:policy/${name}`),
      but: vmPolicy,
    })),
    {
      cannot: "attach the boundary's policy, which allows more",
      request: attach(boundaryArn),
      but: vmPolicy,
    },
    {
      cannot: "attach a policy to its own role",
      request: { ...attach(vmPolicyArn), resource: iam(`role/${project}-provision`) },
      but: vmPolicy,
    },
    ...(
      [
        "PutRolePolicy",
        "DetachRolePolicy",
        "DeleteRolePermissionsBoundary",
        "PutRolePermissionsBoundary",
        "UpdateAssumeRolePolicy",
        "UntagRole",
        "DeleteRole",
        "UpdateRole",
      ] as const
    ).map((name) => ({
      cannot: `${name} on a VM's role`,
      request: {
        action: `iam:${name}`,
        resource: other.role.arn,
        ...(name === "UntagRole" ? { tagKeys: [TAG.developer] } : {}),
      },
      // Sent with the required boundary, so that the action itself is what is refused.
      context: name.includes("Policy") || name.startsWith("Put") ? bounded : {},
    })),
    {
      cannot: "give a developer's role to another developer",
      request: tagRole({ ...whose, [TAG.developer]: vm.role.tags[TAG.developer] ?? "" }),
      but: sameOwner,
    },
    {
      cannot: "give a developer's role to another client",
      request: tagRole({ ...whose, [TAG.client]: "Elsewhere" }),
      but: sameOwner,
    },
    {
      cannot: "change the home of a developer's role without naming the owner",
      request: tagRole({ [TAG.managedBy]: project, [TAG.homeAccessPoint]: vm.home }),
      but: sameOwner,
    },
    {
      cannot: "tag a function's role",
      request: tagRole(whose, iam(`role/${project}-start-stop`)),
      but: sameOwner,
    },
    {
      cannot: "give a developer's instance profile to another developer",
      request: {
        action: "iam:TagInstanceProfile",
        resource: other.role.arn.replace(":role/", ":instance-profile/"),
        requestTags: { ...whose, [TAG.developer]: "mallory" },
      },
      context: { [`aws:ResourceTag/${TAG.developer}`]: whose[TAG.developer] ?? "" },
      but: { can: "keep the owner", request: { requestTags: whose } },
    },
    {
      cannot: "pass a function's role to EC2",
      request: pass(iam(`role/${project}-provision`), "ec2.amazonaws.com"),
      but: toVm,
    },
    {
      cannot: "pass an administrator's role to EC2",
      request: pass(iam("role/administrator"), "ec2.amazonaws.com"),
      but: toVm,
    },
    {
      cannot: "pass a VM's role to Lambda",
      request: pass(vm.role.arn, "lambda.amazonaws.com"),
      but: toVm,
    },
    {
      cannot: "change the VMs' policy",
      request: { action: "iam:CreatePolicyVersion", resource: vmPolicyArn },
    },
    {
      cannot: "change the boundary's policy",
      request: { action: "iam:CreatePolicyVersion", resource: boundaryArn },
    },
    {
      cannot: "change the tags of an existing home",
      request: {
        action: "elasticfilesystem:TagResource",
        resource: other.home,
        requestTags: { [TAG.managedBy]: project, [TAG.developer]: "mallory" },
      },
      but: {
        can: "tag a home that it makes",
        request: {
          resource: arn("elasticfilesystem", "access-point/new"),
          made: true,
          context: { "elasticfilesystem:CreateAction": "CreateAccessPoint" },
        },
      },
    },
    {
      cannot: "make a home without the deployment's tag",
      request: { action: "elasticfilesystem:CreateAccessPoint", resource: fileSystem },
      but: { can: "make one with it", request: { requestTags: { [TAG.managedBy]: project } } },
    },
    {
      cannot: "delete a home",
      request: { action: "elasticfilesystem:DeleteAccessPoint", resource: other.home },
    },
    {
      cannot: "mount a home",
      request: {
        action: "elasticfilesystem:ClientMount",
        resource: fileSystem,
        context: { "elasticfilesystem:AccessPointArn": other.home },
      },
    },
  ];
}

function launches({ vm, other, project, arn }: Scene): AttemptSpec[] {
  const marked = { [TAG.managedBy]: project };
  const run = (type: string, requestTags: Record<string, string>): AccessRequest => ({
    action: "ec2:RunInstances",
    resource: arn("ec2", `${type}/new`),
    made: true,
    requestTags,
  });
  const used = (type: string): AccessRequest => ({
    action: "ec2:RunInstances",
    resource: arn("ec2", `${type}/${SAMPLE[type]}`),
  });
  const retag = (requestTags: Record<string, string>): AccessRequest => ({
    action: "ec2:CreateTags",
    resource: other.instanceArn,
    requestTags,
  });
  const offSchedule = { can: "take it off its schedule", request: retag({ [TAG.autoSchedule]: "off" }) };
  const unmanaged = { [`aws:ResourceTag/${TAG.managedBy}`]: "another deployment" };
  const managed = { [`aws:ResourceTag/${TAG.managedBy}`]: project };
  return [
    ...["instance", "volume"].map((type) => ({
      cannot: `launch with an untagged ${type}`,
      request: run(type, {}),
      but: { can: "with a tagged one", request: run(type, marked) },
    })),
    {
      cannot: "launch a VM tagged as another deployment's",
      request: run("instance", { [TAG.managedBy]: "other" }),
      but: { can: "as its own", request: run("instance", marked) },
    },
    ...["launch-template", "subnet", "security-group"].map((type) => ({
      cannot: `launch with another deployment's ${type}`,
      request: used(type),
      context: unmanaged,
      but: { can: "with the deployment's", context: managed },
    })),
    ...[TAG.developer, TAG.client, TAG.homeAccessPoint, TAG.managedBy].map((key) => ({
      cannot: `change ${key} of an existing VM`,
      request: retag({ [key]: "forged" }),
      but: offSchedule,
    })),
    {
      cannot: "change DeveloperName of a VM while taking it off its schedule",
      request: retag({ [TAG.autoSchedule]: "off", [TAG.developer]: "forged" }),
      but: offSchedule,
    },
    {
      cannot: "remove the owner tag of a VM",
      request: { action: "ec2:DeleteTags", resource: other.instanceArn, tagKeys: [TAG.developer] },
      but: { can: "put it back on its schedule", request: { tagKeys: [TAG.autoSchedule] } },
    },
    {
      cannot: "remove all tags of a VM",
      request: { action: "ec2:DeleteTags", resource: other.instanceArn },
      but: { can: "put it back on its schedule", request: { tagKeys: [TAG.autoSchedule] } },
    },
    ...["StartInstances", "StopInstances", "TerminateInstances"].map((name) => ({
      cannot: `${name} of an unmanaged machine`,
      request: { action: `ec2:${name}`, resource: arn("ec2", "instance/i-00000000") },
      context: unmanaged,
      but: { can: "of a VM", context: managed },
    })),
    {
      cannot: "make a snapshot of another deployment's volume",
      request: { action: "ec2:CreateSnapshot", resource: arn("ec2", "volume/vol-00000000") },
      context: unmanaged,
      but: { can: "a VM's", context: managed },
    },
    {
      cannot: "share a snapshot",
      request: {
        action: "ec2:ModifySnapshotAttribute",
        resource: "arn:aws:ec2:us-east-1::snapshot/snap-00000000",
      },
      context: managed,
    },
    {
      cannot: "delete a snapshot",
      request: { action: "ec2:DeleteSnapshot", resource: "arn:aws:ec2:us-east-1::snapshot/snap-00000000" },
      context: managed,
    },
    ...["AttachVolume", "DetachVolume", "DeleteVolume"].map((name) => ({
      cannot: `${name} of a VM`,
      request: { action: `ec2:${name}`, resource: vm.volumeArn },
    })),
    {
      cannot: "change a VM's user data",
      request: { action: "ec2:ModifyInstanceAttribute", resource: vm.instanceArn },
    },
    {
      cannot: "change a launch template",
      request: {
        action: "ec2:CreateLaunchTemplateVersion",
        resource: arn("ec2", "launch-template/lt-00000000"),
      },
      context: managed,
    },
  ];
}

const SAMPLE: Readonly<Record<string, string>> = {
  "launch-template": "lt-00000000",
  subnet: "subnet-00000000",
  "security-group": "sg-00000000",
};

function others({ webhookSecret, apiSecret, queue, project, fn, arn, table }: Scene): AttemptSpec[] {
  return [
    {
      cannot: "read the webhook's secret",
      request: { action: "secretsmanager:GetSecretValue", resource: webhookSecret },
      but: { can: "read the API token", request: { resource: apiSecret } },
    },
    {
      cannot: "change the API token",
      request: { action: "secretsmanager:PutSecretValue", resource: apiSecret },
      but: { can: "read it", request: { action: "secretsmanager:GetSecretValue" } },
    },
    {
      cannot: "read the dead-letter queue",
      request: { action: "sqs:ReceiveMessage", resource: queue("failed-events") },
      but: { can: "receive tickets", request: { resource: queue("tickets") } },
    },
    {
      cannot: "read another deployment's parameters",
      request: { action: "ssm:GetParameter", resource: arn("ssm", "parameter/imagebuilder/other/rhel9") },
      but: {
        can: "read its own image ids",
        request: { resource: arn("ssm", `parameter/imagebuilder/${project}/rhel9`) },
      },
    },
    {
      cannot: "change an image id",
      request: {
        action: "ssm:PutParameter",
        resource: arn("ssm", `parameter/imagebuilder/${project}/rhel9`),
      },
      but: { can: "read it", request: { action: "ssm:GetParameter" } },
    },
    {
      cannot: "empty the table",
      request: { action: "dynamodb:DeleteItem", resource: table },
      but: { can: "keep records", request: { action: "dynamodb:UpdateItem" } },
    },
    { cannot: "delete the table", request: { action: "dynamodb:DeleteTable", resource: table } },
    {
      cannot: "change a function's code",
      request: { action: "lambda:UpdateFunctionCode", resource: fn("provision") },
    },
  ];
}
