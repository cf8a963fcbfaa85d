import type { Tags } from "../model";
import { tagSpecifications } from "./run-instances";

/** Tags that a request carries, in any service's spelling. */
export function requestTags(params: Readonly<Record<string, unknown>>): Tags {
  const [first] = tagSpecifications(params).values();
  if (first) return first;
  for (const [name, value] of Object.entries(params)) {
    if (!/^(tags|tagging|tagsList|tagList|backupVaultTags|backupPlanTags)$/i.test(name) || !value) continue;
    const list = name.toLowerCase() === "tagging" ? (value as { TagSet?: unknown }).TagSet : value;
    return Array.isArray(list) ? ofList(list) : ofMap(list);
  }
  return {};
}

/** Keys of tags that a request removes. */
export function removedTagKeys(params: Readonly<Record<string, unknown>>): readonly string[] {
  const keys = params["TagKeys"] ?? params["tagKeys"] ?? params["TagKeyList"];
  return Array.isArray(keys) ? keys.map(String) : [];
}

function ofList(list: readonly Record<string, unknown>[]): Tags {
  return Object.fromEntries(
    list.map((tag) => [
      String(tag["Key"] ?? tag["TagKey"] ?? tag["key"]),
      String(tag["Value"] ?? tag["TagValue"] ?? tag["value"] ?? ""),
    ]),
  );
}

function ofMap(value: unknown): Tags {
  if (!value || typeof value !== "object") return {};
  return Object.fromEntries(Object.entries(value).map(([key, tag]) => [key, String(tag)]));
}
