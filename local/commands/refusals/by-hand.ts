import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteVolumeCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DeleteFileSystemCommand, EFSClient } from "@aws-sdk/client-efs";
import { DetachRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { DeleteDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { deployPolicyName, deployRoleName } from "../../../core/aws/deploy-names";
import type { Readings } from "../../play/journal";
import type { World } from "../../world/world";
import type { Data } from "./data";

const REFUSED = new Set(["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"]);

/** Deletions that the deploy role could try with AWS's API, without Terraform and its checks. */
export async function deleteByHand(world: World, read: Readings, data: Data): Promise<void> {
  const { emulator, config, terraformOptions } = world;
  const { project, region } = config;
  const { env } = terraformOptions;
  const settings = {
    endpoint: emulator.url,
    region,
    credentials: {
      accessKeyId: env["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: env["AWS_SECRET_ACCESS_KEY"] ?? "",
      ...(env["AWS_SESSION_TOKEN"] ? { sessionToken: env["AWS_SESSION_TOKEN"] } : {}),
    },
  };
  const [rds, efs, ec2] = [new RDSClient(settings), new EFSClient(settings), new EC2Client(settings)];
  const [dynamodb, iam] = [new DynamoDBClient(settings), new IAMClient(settings)];
  const guard = `arn:aws:iam::123456789012:policy/${deployPolicyName(project, "guard")}`;
  const calls: Record<string, () => Promise<unknown>> = {
    "delete the database": () =>
      rds.send(
        new DeleteDBInstanceCommand({
          DBInstanceIdentifier: data.databases[0]?.split(" ")[0],
          SkipFinalSnapshot: true,
        }),
      ),
    "delete the homes": () => efs.send(new DeleteFileSystemCommand({ FileSystemId: data.fileSystems[0] })),
    "delete the table": () => dynamodb.send(new DeleteTableCommand({ TableName: project })),
    "delete a VM's volume": () => ec2.send(new DeleteVolumeCommand({ VolumeId: data.volumes[0] })),
    "detach its own guard": () =>
      iam.send(new DetachRolePolicyCommand({ RoleName: deployRoleName(project), PolicyArn: guard })),
  };
  for (const [what, call] of Object.entries(calls)) {
    const answer = await call().then(
      () => "done",
      (error: Error) => error.name,
    );
    read.that(what, REFUSED.has(answer), answer);
  }
  for (const client of [rds, efs, ec2, dynamodb, iam]) client.destroy();
}
