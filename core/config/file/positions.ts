import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, type Pair } from "yaml";
import type { PathStep } from "./path";

/**
 * Offset in the text of the value at `path`, or of its key; for a missing value, that of the innermost mapping or list
 * on the way.
 */
export function offsetOf(document: Document, path: readonly PathStep[], atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = start(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    const member = memberOf(isAlias(node) ? node.resolve(document) : node, step);
    if (!member) return offset;
    const pointAtKey = atKey && depth === path.length - 1;
    offset = (pointAtKey ? start(member.key) : start(member.value)) ?? start(member.key) ?? offset;
    node = member.value;
  }
  return offset;
}

/** The path to the key that begins at `offset`, or an empty one. */
export function pathOfKey(node: unknown, offset: number): readonly PathStep[] {
  const inside = (value: unknown, step: PathStep) => {
    const rest = pathOfKey(value, offset);
    return rest.length > 0 ? [step, ...rest] : rest;
  };
  if (isSeq(node)) return firstFilled(node.items.map((item, index) => () => inside(item, index)));
  if (!isMap(node)) return [];
  return firstFilled(
    node.items.map(
      (pair) => () => (start(pair.key) === offset ? [keyText(pair)] : inside(pair.value, keyText(pair))),
    ),
  );
}

interface Member {
  readonly key?: unknown;
  readonly value: unknown;
}

function memberOf(node: unknown, step: PathStep): Member | undefined {
  if (isSeq(node) && typeof step === "number") {
    const value = node.items[step];
    return value === undefined || isPair(value) ? undefined : { value };
  }
  // Of two equal keys, YAML uses the value of the last one.
  return isMap(node) ? node.items.findLast((pair) => keyText(pair) === step) : undefined;
}

function keyText({ key }: Pair): string {
  return isScalar(key) ? String(key.value ?? "") : "";
}

function start(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function firstFilled(candidates: readonly (() => readonly PathStep[])[]): readonly PathStep[] {
  for (const candidate of candidates) {
    const path = candidate();
    if (path.length > 0) return path;
  }
  return [];
}
