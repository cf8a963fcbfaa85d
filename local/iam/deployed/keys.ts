import type { Tags } from "../model";
import { type Endpoint, jsonApi } from "./json-api";

export interface Keys {
  /** ARNs by id, ARN and alias, of all keys. */
  readonly arns: ReadonlyMap<string, string>;
  /** AWS-managed keys are not among them: their policies are fixed and allow all users of the service. */
  readonly customerManaged: ReadonlySet<string>;
  readonly tags: ReadonlyMap<string, Tags>;
}

export async function readKeys(endpoint: Endpoint): Promise<Keys> {
  const call = <T>(operation: string, body: object = {}) =>
    jsonApi<T>(endpoint, "kms", `TrentService.${operation}`, body);
  const arns = new Map<string, string>();
  const tags = new Map<string, Tags>();
  const customerManaged = new Set<string>();
  const { Keys: keys } = await call<{ Keys: { KeyArn: string; KeyId: string }[] }>("ListKeys", {
    Limit: 1000,
  });
  for (const { KeyArn, KeyId } of keys) {
    arns.set(KeyArn, KeyArn).set(KeyId, KeyArn);
    const { KeyMetadata } = await call<{ KeyMetadata: { KeyManager: string } }>("DescribeKey", { KeyId });
    if (KeyMetadata.KeyManager !== "CUSTOMER") continue;
    customerManaged.add(KeyArn);
    const found = await call<{ Tags?: { TagKey: string; TagValue: string }[] }>("ListResourceTags", {
      KeyId,
    });
    tags.set(KeyArn, Object.fromEntries((found.Tags ?? []).map((tag) => [tag.TagKey, tag.TagValue])));
  }
  const { Aliases } = await call<{
    Aliases: { AliasName: string; AliasArn: string; TargetKeyId?: string }[];
  }>("ListAliases", { Limit: 1000 });
  for (const { AliasName, AliasArn, TargetKeyId } of Aliases) {
    const arn = arns.get(TargetKeyId ?? "");
    if (!arn) continue;
    arns.set(AliasName, arn).set(AliasArn, arn);
    // The emulator reports AWS-managed keys as customer-managed; only the alias shows the difference.
    if (AliasName.startsWith("alias/aws/")) customerManaged.delete(arn);
  }
  return { arns, customerManaged, tags };
}
