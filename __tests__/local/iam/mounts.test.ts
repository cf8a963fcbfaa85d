import { implicitMountRequests } from "../../../local/iam/implicit-mount-requests";
import { efsMounts, mountRequests } from "../../../local/iam/mounts";
import { fakeDeployed } from "./fake-deployed";

const mount = (options: string, source = "fs-12345678:/") => ({
  command: "mount",
  args: ["-t", "efs", "-o", options, source, "/home/sam"],
});

test("a mount's access point, TLS and IAM options are recognized", () => {
  expect(
    efsMounts([mount("tls,iam,accesspoint=fsap-1"), { command: "umount", args: ["/home/sam"] }]),
  ).toEqual([
    { fileSystemId: "fs-12345678", accessPointId: "fsap-1", tls: true, iam: true, readOnly: false },
  ]);
});

test("mounts of other file systems are ignored", () => {
  expect(efsMounts([{ command: "mount", args: ["-t", "tmpfs", "tmpfs", "/tmp"] }])).toEqual([]);
});

test.each([
  ["tls,iam,accesspoint=fsap-1", ["ClientMount", "ClientWrite"], "true", "access-point/fsap-1"],
  ["iam,accesspoint=fsap-1,ro", ["ClientMount"], "false", "access-point/fsap-1"],
  ["tls,iam", ["ClientMount", "ClientWrite"], "true", undefined],
])("a mount with -o %s requests %j of EFS", (options, actions, tls, accessPoint) => {
  const [found] = efsMounts([mount(options)]);
  if (!found) throw new Error("no mount");
  const requests = mountRequests(found, fakeDeployed());
  expect(requests.map(({ action }) => action.split(":")[1])).toEqual(actions);
  for (const { resource, context } of requests) {
    expect(resource).toMatch(/file-system\/fs-12345678$/);
    expect(context?.["aws:SecureTransport"]).toBe(tls);
    const arn = context?.["elasticfilesystem:AccessPointArn"];
    if (accessPoint) expect(arn).toMatch(new RegExp(`${accessPoint}$`));
    else expect(arn).toBeUndefined();
  }
});

test("mounts are attributed to the VM's role, and a mount without the option iam is an error", () => {
  const boots = (options: string) =>
    new Map([["i-1", [{ exitCode: 0, log: "", commands: [mount(options)] }]]]);
  const asked = implicitMountRequests(boots("tls,iam"), () => "dev-vm-clienta.sam-okafor", fakeDeployed());
  expect(asked.map(({ actor }) => actor)).toEqual(["dev-vm-clienta.sam-okafor", "dev-vm-clienta.sam-okafor"]);
  expect(() =>
    implicitMountRequests(boots("tls"), () => "dev-vm-clienta.sam-okafor", fakeDeployed()),
  ).toThrow("iam");
});
