import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DescribeVolumesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeAccessPointsCommand, DescribeFileSystemsCommand, EFSClient } from "@aws-sdk/client-efs";
import { DescribeDBInstancesCommand, RDSClient } from "@aws-sdk/client-rds";
import type { World } from "../../world/world";

/** The resources of a deployment that hold data, as AWS reports them. */
export interface Data {
  readonly fileSystems: readonly string[];
  readonly homes: readonly string[];
  readonly databases: readonly string[];
  readonly table: string;
  readonly volumes: readonly string[];
}

/** Reads them back, with every list sorted. */
export async function readData({ emulator, config }: World): Promise<Data> {
  const settings = {
    endpoint: emulator.url,
    region: config.region,
    credentials: { accessKeyId: "person", secretAccessKey: "person" },
  };
  const [efs, rds, ec2] = [new EFSClient(settings), new RDSClient(settings), new EC2Client(settings)];
  const dynamodb = new DynamoDBClient(settings);
  const [systems, homes, databases, volumes, table] = await Promise.all([
    efs.send(new DescribeFileSystemsCommand({})),
    efs.send(new DescribeAccessPointsCommand({})),
    rds.send(new DescribeDBInstancesCommand({})),
    ec2.send(new DescribeVolumesCommand({})),
    dynamodb.send(new DescribeTableCommand({ TableName: config.project })),
  ]);
  for (const client of [efs, rds, ec2, dynamodb]) client.destroy();
  return {
    fileSystems: sorted(systems.FileSystems?.map(({ FileSystemId }) => FileSystemId)),
    homes: sorted(homes.AccessPoints?.map(({ RootDirectory }) => RootDirectory?.Path)),
    databases: sorted(
      databases.DBInstances?.map(
        (one) => `${one.DBInstanceIdentifier} ${one.DbiResourceId} ${one.DBInstanceStatus}`,
      ),
    ),
    table: `${table.Table?.TableName} of ${table.Table?.CreationDateTime?.toISOString()} ${table.Table?.TableStatus}`,
    volumes: sorted(volumes.Volumes?.map(({ VolumeId }) => VolumeId)),
  };
}

function sorted(values: readonly (string | undefined)[] = []): string[] {
  return values.map(String).toSorted();
}
