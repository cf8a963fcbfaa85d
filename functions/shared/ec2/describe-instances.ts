import {
  DescribeInstancesCommand,
  type DescribeInstancesCommandOutput,
  type EC2Client,
  type Filter,
  type Instance,
} from "@aws-sdk/client-ec2";

/** EC2's maximum; without a page size, EC2 may truncate its answer. */
const RESULTS_PER_PAGE = 1000;

/** Every instance that matches the filters, page by page. */
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
