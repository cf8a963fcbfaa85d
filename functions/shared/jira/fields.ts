/**
 * The text of a field's value as users see it, for any type of field: text, number, single select, cascading
 * select (`parent / child`), user picker, multi select (joined by commas). Undefined for an empty field and for
 * a value without text. Only own properties count: `toString` and the like are never read from a prototype.
 */
export function fieldText(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim() || undefined;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return joined(value.map(fieldText), ", ");
  if (typeof value !== "object" || value === null) return undefined;
  const option = ownText(value, "value");
  if (option !== undefined) return joined([option, fieldText(own(value, "child"))], " / ");
  return ownText(value, "displayName") ?? ownText(value, "name");
}

function joined(texts: readonly (string | undefined)[], separator: string): string | undefined {
  return texts.filter((text) => text !== undefined).join(separator) || undefined;
}

function ownText(value: object, key: string): string | undefined {
  const found = own(value, key);
  return typeof found === "string" || typeof found === "number" ? fieldText(found) : undefined;
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
