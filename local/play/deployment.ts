import { FUNCTIONS } from "../../functions/all-functions";
import { forEachConcurrently } from "../../functions/shared/for-each-concurrently";
import { deployNewStacks } from "../tools/terraform/deploy";
import { isEmpty, type TerraformStackRunner } from "../tools/terraform/stack";
import type { World } from "../world/world";
import type { Readings } from "./journal";

/** Applies all stacks, `bootstrap` as an administrator and the others by the deploy role, then reads back what is there. */
export async function checkDeployment(world: World, read: Readings): Promise<void> {
  await world.bootstrap();
  await deployNewStacks(world.stacks, world.output);
  await world.goLive();
  const expected = FUNCTIONS.map(({ name }) => `${world.config.project}-${name}`);
  read.equal(
    "Lambdas, their code as Terraform sent it",
    world.lambdas.functions().join(", "),
    expected.join(", "),
  );
  const vms = await world.ec2.vms();
  const entries = world.config.clients.flatMap(({ developers }) => developers);
  read.equal("VMs in EC2", vms.length, entries.length);
}

/** Plans every stack a second time, two concurrently: more would only compete for this machine's cores. */
export async function checkPlansAreEmpty(world: World, read: Readings): Promise<void> {
  const stacks = [world.bootstrapStack, ...world.stacks.flat()];
  const planAgain = async (stack: TerraformStackRunner): Promise<void> => {
    world.output.progress(`planning ${stack.name}`);
    const plan = await stack.plan();
    read.that(`plan of ${stack.name}`, isEmpty(plan), isEmpty(plan) ? "empty" : plan.changes.join(", "));
  };
  await forEachConcurrently(stacks, planAgain, 2);
}
