import {
  DescribeImagesCommand,
  type EC2Client,
  paginateDescribeInstances,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { CreateDocumentCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { TAG } from "../../core/vm/tags";
import { PROJECT } from "./scheduler";

const AT_A_TIME = 100;
const TAGS = {
  [TAG.managedBy]: PROJECT,
  [TAG.client]: "ClientA",
  [TAG.autoStart]: "08:00",
  [TAG.autoStop]: "18:00",
  [TAG.scheduleDays]: "all",
  [TAG.timezone]: "UTC",
};

/** Launches VMs that run from 08:00 to 18:00 UTC every day, and creates the command that warns their users. */
export async function makeFleet(ec2: EC2Client, ssm: SSMClient, vms: number): Promise<void> {
  const filter = { Name: "name", Values: ["al2023-ami-2023*-x86_64"] };
  const { Images } = await ec2.send(new DescribeImagesCommand({ Filters: [filter] }));
  const Tags = Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value }));
  for (let made = 0; made < vms; made += AT_A_TIME) {
    const size = Math.min(AT_A_TIME, vms - made);
    await ec2.send(
      new RunInstancesCommand({
        ImageId: Images?.[0]?.ImageId,
        InstanceType: "t3.xlarge",
        MinCount: size,
        MaxCount: size,
        TagSpecifications: [{ ResourceType: "instance", Tags }],
      }),
    );
  }
  const Content = JSON.stringify({ schemaVersion: "2.2", mainSteps: [] });
  await ssm.send(new CreateDocumentCommand({ Name: `${PROJECT}-warn`, DocumentType: "Command", Content }));
}

/** @throws Error if a VM is not in that state */
export async function expectAll(ec2: EC2Client, state: "running" | "stopped", vms: number): Promise<void> {
  const Filters = [{ Name: "instance-state-name", Values: [state] }];
  let found = 0;
  for await (const { Reservations = [] } of paginateDescribeInstances({ client: ec2 }, { Filters })) {
    found += Reservations.flatMap(({ Instances = [] }) => Instances).length;
  }
  if (found !== vms) throw new Error(`${found} of ${vms} VMs are ${state}`);
}
