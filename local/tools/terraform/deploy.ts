import type { Output } from "../output";
import type { ApplyProgress, TerraformStackRunner } from "./stack";

/**
 * Applies stacks in order; those of one group side by side, and each made ready while the ones before it are applied.
 * Tells how far it has come and how long each took.
 */
export async function deployStacks(
  groups: readonly (readonly TerraformStackRunner[])[],
  output: Output,
): Promise<void> {
  const ready = initInTurn(groups.flat());
  for (const group of groups) {
    const board = new Map<string, ApplyProgress>();
    await Promise.all(group.map((stack) => deployStack(stack, ready, board, output)));
  }
}

/** One after the other, for they share the cache of providers. */
function initInTurn(stacks: readonly TerraformStackRunner[]): Map<TerraformStackRunner, Promise<void>> {
  const ready = new Map<TerraformStackRunner, Promise<void>>();
  let before = Promise.resolve();
  for (const stack of stacks) {
    before = before.then(() => stack.init());
    // Whoever waits for the stack is told; until then, an error is no unhandled one.
    before.catch(() => undefined);
    ready.set(stack, before);
  }
  return ready;
}

async function deployStack(
  stack: TerraformStackRunner,
  ready: ReadonlyMap<TerraformStackRunner, Promise<void>>,
  board: Map<string, ApplyProgress>,
  output: Output,
): Promise<void> {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  await ready.get(stack);
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
