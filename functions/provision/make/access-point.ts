import { createHash } from "node:crypto";
import {
  type AccessPointDescription,
  CreateAccessPointCommand,
  DescribeAccessPointsCommand,
} from "@aws-sdk/client-efs";
import { accessPointPath, type Person, vmName } from "../../../core/vm/names";
import { TAG } from "../../../core/vm/tags";
import { hasCode } from "../../shared/aws-errors";
import type { Problem } from "../../shared/comments/refused";
import { tagList } from "../../shared/ec2/tags";
import { poll } from "../../shared/retry";
import type { Context } from "../context";
import { RefusedError, RetryLaterError } from "../errors";
import type { VmRecord } from "../record/record";

export interface Home {
  readonly fileSystemId: string;
  readonly accessPointId: string;
  readonly accessPointArn: string;
}

const UNTIL_AVAILABLE = { tries: 20, pauseMs: 1500 };

/**
 * Ensures that the EFS access point of an identity's home exists and is available.
 * @throws RefusedError when the existing one has another path or owner; RetryLaterError when it takes too long
 */
export async function ensureAccessPoint(ctx: Context, record: VmRecord): Promise<Home> {
  const id = await createAccessPoint(ctx, record);
  const point = await poll(
    ctx,
    UNTIL_AVAILABLE,
    () => describeAccessPoint(ctx, id),
    (found) => found?.LifeCycleState === "available",
  );
  if (point?.LifeCycleState !== "available") {
    throw new RetryLaterError(`The access point ${id} is still ${point?.LifeCycleState ?? "missing"}`);
  }
  if (!isHomeOf(point, record)) throw new RefusedError([foreignHomeProblem(id, record)]);
  return {
    fileSystemId: ctx.config.fileSystemId,
    accessPointId: id,
    accessPointArn: point.AccessPointArn ?? "",
  };
}

/** EFS answers a known token with the existing access point. */
async function createAccessPoint({ aws, config }: Context, record: VmRecord): Promise<string> {
  const owner = { Uid: record.uid, Gid: record.uid };
  const tags = {
    [TAG.name]: vmName(record),
    [TAG.client]: record.client,
    [TAG.developer]: record.developer,
    [TAG.managedBy]: config.settings.project,
    [TAG.environment]: config.settings.environment,
  };
  try {
    const made = await aws.efs.send(
      new CreateAccessPointCommand({
        ClientToken: tokenOf(config.fileSystemId, record),
        FileSystemId: config.fileSystemId,
        PosixUser: owner,
        RootDirectory: {
          Path: accessPointPath(record),
          CreationInfo: { OwnerUid: owner.Uid, OwnerGid: owner.Gid, Permissions: "0700" },
        },
        Tags: tagList(tags),
      }),
    );
    return made.AccessPointId ?? "";
  } catch (error) {
    if (hasCode(error, "AccessPointAlreadyExists") && hasAccessPointId(error)) return error.AccessPointId;
    throw error;
  }
}

async function describeAccessPoint(
  { aws, config }: Context,
  id: string,
): Promise<AccessPointDescription | undefined> {
  try {
    const { AccessPoints = [] } = await aws.efs.send(new DescribeAccessPointsCommand({ AccessPointId: id }));
    return AccessPoints.find(({ FileSystemId }) => FileSystemId === config.fileSystemId);
  } catch (error) {
    if (hasCode(error, "AccessPointNotFound")) return undefined;
    throw error;
  }
}

function isHomeOf({ RootDirectory, PosixUser }: AccessPointDescription, record: VmRecord): boolean {
  return (
    RootDirectory?.Path === accessPointPath(record) &&
    PosixUser?.Uid === record.uid &&
    PosixUser.Gid === record.uid
  );
}

function foreignHomeProblem(id: string, record: VmRecord): Problem {
  return {
    what: "Home directory",
    found: `the access point ${id} of ${record.developer} for ${record.client} has another path or owner`,
    expected: `one for ${accessPointPath(record)} with the user id ${record.uid}: ask the platform team`,
  };
}

/** The same for every message about an identity; EFS takes 64 characters. */
function tokenOf(fileSystemId: string, person: Person): string {
  return createHash("sha256")
    .update(`${fileSystemId}${accessPointPath(person)}`)
    .digest("hex");
}

function hasAccessPointId(error: unknown): error is { readonly AccessPointId: string } {
  return typeof (error as { AccessPointId?: unknown }).AccessPointId === "string";
}
