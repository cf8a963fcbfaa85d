import {
  DescribeInstancesCommand,
  type DescribeInstancesCommandOutput,
  type EC2Client,
  type Filter,
  type Instance,
} from "@aws-sdk/client-ec2";

/** The most that EC2 gives; without a size of its own it may cut its answer off. */
const RESULTS_PER_PAGE = 1000;

/** Every instance that the filters let through, page by page. */
export async function* describeInstances(
  client: Pick<EC2Client, "send">,
  filters: readonly Filter[],
): AsyncGenerator<Instance> {
  let NextToken: string | undefined;
  do {
    const page: DescribeInstancesCommandOutput = await client.send(
      new DescribeInstancesCommand({ Filters: [...filters], MaxResults: RESULTS_PER_PAGE, NextToken }),
    );
    for (const { Instances = [] } of page.Reservations ?? []) yield* Instances;
    NextToken = page.NextToken || undefined;
  } while (NextToken);
}
