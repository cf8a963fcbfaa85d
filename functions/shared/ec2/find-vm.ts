import { DescribeInstancesCommand, type EC2Client } from "@aws-sdk/client-ec2";
import { TAG } from "../../../core/vm/tags";
import { hasCode } from "../aws-errors";
import { toVm, type Vm } from "./vm";

/** Undefined when there is no instance of that id, or it is not the project's. */
export async function findVm(
  client: Pick<EC2Client, "send">,
  project: string,
  id: string,
): Promise<Vm | undefined> {
  const Filters = [{ Name: `tag:${TAG.managedBy}`, Values: [project] }];
  try {
    const { Reservations = [] } = await client.send(
      new DescribeInstancesCommand({ InstanceIds: [id], Filters }),
    );
    const vm = Reservations.flatMap(({ Instances = [] }) => Instances).map(toVm)[0];
    return vm?.tags[TAG.managedBy] === project ? vm : undefined;
  } catch (error) {
    if (hasCode(error, "InvalidInstanceID.NotFound")) return undefined;
    throw error;
  }
}
