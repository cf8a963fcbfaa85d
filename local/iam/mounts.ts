import type { RecordedCommand } from "../aws/vm/model";
import type { AccessRequest } from "./model";

/** How a VM mounted an EFS file system. */
export interface Mount {
  readonly fileSystemId: string;
  /** Without one, the root of the file system is mounted. */
  readonly accessPointId?: string;
  readonly tls: boolean;
  /** Signed with the role's credentials; otherwise EFS sees an anonymous client. */
  readonly iam: boolean;
  readonly readOnly: boolean;
}

/** The EFS mounts among the commands of a boot. A mount is not an API call, but EFS authorizes it with IAM. */
export function efsMounts(commands: readonly RecordedCommand[]): Mount[] {
  return commands
    .filter(({ command, args }) => command === "mount" && args.includes("efs"))
    .map(({ args }) => {
      const options = (args[args.indexOf("-o") + 1] ?? "").split(",");
      const source = args.find((argument) => /^fs-[0-9a-f]+:/.test(argument)) ?? "";
      const accessPointId = options.find((one) => one.startsWith("accesspoint="))?.split("=")[1];
      return {
        fileSystemId: source.split(":")[0] ?? "",
        ...(accessPointId ? { accessPointId } : {}),
        tls: options.includes("tls"),
        iam: options.includes("iam"),
        readOnly: options.includes("ro"),
      };
    });
}

/** The requests that EFS authorizes with IAM when a client mounts. */
export function mountRequests(
  { fileSystemId, accessPointId, tls, readOnly }: Mount,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): AccessRequest[] {
  const base = `arn:aws:elasticfilesystem:${region}:${accountId}`;
  const context = {
    "aws:SecureTransport": String(tls),
    "elasticfilesystem:AccessedViaMountTarget": "true",
    ...(accessPointId ? { "elasticfilesystem:AccessPointArn": `${base}:access-point/${accessPointId}` } : {}),
  };
  return ["ClientMount", ...(readOnly ? [] : ["ClientWrite"])].map((action) => ({
    action: `elasticfilesystem:${action}`,
    resource: `${base}:file-system/${fileSystemId}`,
    context,
  }));
}
