import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A text with one mistake, and how it must be reported. */
export interface Wrong {
  readonly name: string;
  readonly yaml: string;
  readonly line: number;
  readonly path: string;
  /** Words of the message, and of the hint. */
  readonly message: readonly string[];
  readonly hint: readonly string[];
}

const folder = join(__dirname, "../../fixtures/configs/wrong");

export const WRONG_CONFIGS: readonly Wrong[] = readdirSync(folder).toSorted().flatMap(read);

function read(file: string): Wrong[] {
  const cases: (Omit<Wrong, "line" | "path"> & { at: string | number })[] = parse(
    readFileSync(join(folder, file), "utf8"),
  );
  return cases.map(({ at, ...rest }) => {
    const [line = "", ...path] = String(at).split(" ");
    return { ...rest, line: Number(line), path: path.join(" ") };
  });
}
