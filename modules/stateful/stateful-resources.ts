import { TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { IDENTITY_FIELDS } from "./identity-fields";
import { reproducible } from "./stateful-addresses.json";

/** A resource that must be neither removed nor replaced. */
export interface StatefulResource {
  readonly stack: string;
  /** As in Terraform's state: `aws_db_instance.mysql_instance_FB221159`. */
  readonly address: string;
  /** Fields of `IDENTITY_FIELDS` that are set. */
  readonly identity: Readonly<Record<string, unknown>>;
}

type StackJson = { readonly resource?: Readonly<Record<string, Readonly<Record<string, object>>>> };

/**
 * All stateful resources of an app that was built but not yet synthesized, by stack and address; without those that the
 * code can create again.
 */
export function statefulResources(app: IConstruct): StatefulResource[] {
  const stacks = app.node.children.filter((child) => child instanceof TerraformStack);
  const found = stacks.filter(holdsData).flatMap((stack) => {
    stack.prepareStack();
    return ofStack(stack.node.id, stack.toTerraform());
  });
  const again = new Set(reproducible.map(keyOf));
  return found.filter((one) => !again.has(keyOf(one))).sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

/** The unique key of a stateful resource: `foundation/aws_db_instance.mysql_instance_FB221159`. */
export function keyOf({ stack, address }: Pick<StatefulResource, "stack" | "address">): string {
  return `${stack}/${address}`;
}

/** Avoids rendering the many stacks without any. */
function holdsData(stack: TerraformStack): boolean {
  return stack.node
    .findAll()
    .some((child) => child instanceof TerraformResource && child.terraformResourceType in IDENTITY_FIELDS);
}

function ofStack(stack: string, { resource = {} }: StackJson): StatefulResource[] {
  return Object.entries(IDENTITY_FIELDS).flatMap(([type, fields]) =>
    Object.entries(resource[type] ?? {}).map(([name, body]) => ({
      stack,
      address: `${type}.${name}`,
      identity: Object.fromEntries(Object.entries(body).filter(([field]) => fields.includes(field))),
    })),
  );
}
