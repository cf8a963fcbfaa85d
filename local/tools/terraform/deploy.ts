import type { Output } from "../output";
import { type ApplyProgress, type ApplyScope, EVERYTHING, type TerraformStackRunner } from "./stack";

type Groups = readonly (readonly TerraformStackRunner[])[];

/** Types for which the provider waits more than a minute regardless of AWS's answers. */
const SLOW_TYPES = ["aws_db_instance"];

/** Applies stacks in order, and those of one group concurrently. Prints the progress and each stack's duration. */
export async function deployStacks(groups: Groups, output: Output): Promise<void> {
  const ready = initInTurn(groups.flat());
  for (const group of groups) {
    const board = new Map<string, ApplyProgress>();
    await Promise.all(group.map((stack) => deployStack(stack, ready, board, output)));
  }
}

/**
 * Applies stacks that are not deployed yet. In a stack with slow resources, the resources that later stacks
 * read are applied first, so that those stacks need not wait for the rest.
 */
export async function deployNewStacks(groups: Groups, output: Output): Promise<void> {
  const ready = initInTurn(groups.flat());
  const rests: Promise<void>[] = [];
  try {
    for (const group of groups) {
      const board = new Map<string, ApplyProgress>();
      const deploy = async (stack: TerraformStackRunner): Promise<void> => {
        if (group === groups.at(-1) || !stack.hasAny(SLOW_TYPES))
          return deployStack(stack, ready, board, output);
        await deployStack(stack, ready, board, output, { only: stack.outputResources() });
        rests.push(deployStack(stack, ready, new Map(), output, { refresh: false }));
      };
      await Promise.all(group.map(deploy));
    }
  } finally {
    // Also after an error, because no Terraform may keep running.
    await Promise.allSettled(rests);
  }
  await Promise.all(rests);
}

/** One after the other, because they share the cache of providers. */
function initInTurn(stacks: readonly TerraformStackRunner[]): Map<TerraformStackRunner, Promise<void>> {
  const ready = new Map<TerraformStackRunner, Promise<void>>();
  let before = Promise.resolve();
  for (const stack of stacks) {
    before = before.then(() => stack.init());
    // The awaiting caller gets the error; this handler only prevents an unhandled rejection before that.
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
  scope: ApplyScope = EVERYTHING,
): Promise<void> {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  await ready.get(stack);
  await stack.apply((progress) => {
    board.set(stack.name, progress);
    output.progress(
      `${[...board].map(([name, state]) => describe(name, state)).join(" · ")} · ${seconds()} s`,
    );
  }, scope);
  const what = scope.only ? ", what other stacks read" : "";
  output.line(`    ${stack.name}${what}: ${board.get(stack.name)?.done ?? 0} resources in ${seconds()} s`);
}

function describe(name: string, { done, total, current }: ApplyProgress): string {
  return total === 0 ? `${name}: planning` : `${name} ${done}/${total} ${current}`;
}
