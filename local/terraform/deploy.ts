import type { Output } from "../output";
import type { ApplyProgress, TerraformStackRunner } from "./stack";

/** Applies stacks in order; those of one group side by side. Tells how far it has come and how long each took. */
export async function deployStacks(
  groups: readonly (readonly TerraformStackRunner[])[],
  output: Output,
): Promise<void> {
  for (const group of groups) {
    const board = new Map<string, ApplyProgress>();
    await Promise.all(group.map((stack) => deployStack(stack, board, output)));
  }
}

async function deployStack(
  stack: TerraformStackRunner,
  board: Map<string, ApplyProgress>,
  output: Output,
): Promise<void> {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  await stack.init();
  await stack.apply((progress) => {
    board.set(stack.name, progress);
    output.progress(
      `${[...board].map(([name, state]) => describe(name, state)).join(" · ")} · ${seconds()} s`,
    );
  });
  output.line(`    ${stack.name}: ${board.get(stack.name)?.done ?? 0} resources in ${seconds()} s`);
}

function describe(name: string, { done, total, current }: ApplyProgress): string {
  return total === 0 ? `${name}: planning` : `${name} ${done}/${total} ${current}`;
}
