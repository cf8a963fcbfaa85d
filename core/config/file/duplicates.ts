import { type Cursor, text } from "./cursor";

/** A text of the file whose key an earlier one has. */
export interface Duplicate {
  readonly place: Cursor;
  readonly text: string;
  /** The earliest with that key. */
  readonly first: { readonly place: Cursor; readonly text: string };
}

/** Texts that share their key with an earlier one; other values are ignored. */
export function duplicatesOf(places: readonly Cursor[], keyOf: (text: string) => string): Duplicate[] {
  const firsts = new Map<string, Duplicate["first"]>();
  return places.flatMap((place) => {
    const value = text(place);
    if (value === undefined) return [];
    const key = keyOf(value);
    const first = firsts.get(key);
    if (first) return [{ place, text: value, first }];
    firsts.set(key, { place, text: value });
    return [];
  });
}
