import { CreateTagsCommand, DeleteTagsCommand, type EC2Client } from "@aws-sdk/client-ec2";

type Client = Pick<EC2Client, "send">;

export async function tagVms(
  client: Client,
  ids: readonly string[],
  Key: string,
  Value: string,
): Promise<void> {
  await client.send(new CreateTagsCommand({ Resources: [...ids], Tags: [{ Key, Value }] }));
}

/** @param value only where the tag has it: a developer may have set another meanwhile. @default any */
export async function untagVms(
  client: Client,
  ids: readonly string[],
  Key: string,
  value?: string,
): Promise<void> {
  const tag = value === undefined ? { Key } : { Key, Value: value };
  await client.send(new DeleteTagsCommand({ Resources: [...ids], Tags: [tag] }));
}

/** Tags as in requests, sorted by key: DynamoDB returns a map's keys in any order. */
export function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.keys(tags)
    .sort()
    .map((Key) => ({ Key, Value: tags[Key] ?? "" }));
}
