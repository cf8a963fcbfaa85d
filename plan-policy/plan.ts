import type { Body, Resource } from "./resource";

/** The part of a stack's Terraform JSON that rules use. */
interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly provider?: Readonly<Record<string, readonly Body[]>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly locals?: Body;
}

const OTHER_STACK = /data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)/g;
const LOCAL = /\blocal\.([\w-]+)/g;
const RESOURCE = /(?<!data\.)\b(aws_[a-z0-9_]+)\.([\w-]+)/g;

/** All stacks of one deployment, with the references between resources, also across stacks. */
export class Plan {
  readonly resources: readonly Resource[];
  private readonly byAddress: ReadonlyMap<string, Resource>;

  private constructor(private readonly stacks: ReadonlyMap<string, StackJson>) {
    this.resources = [...stacks].flatMap(([name, json]) => resourcesOf(name, json));
    this.byAddress = new Map(this.resources.map((one) => [key(one.stack, one.address), one]));
  }

  /** @param texts Terraform JSON by stack name */
  static read(texts: ReadonlyMap<string, string>): Plan {
    return new Plan(new Map([...texts].map(([name, text]) => [name, JSON.parse(text) as StackJson])));
  }

  get stackNames(): readonly string[] {
    return [...this.stacks.keys()];
  }

  ofType(type: string): readonly Resource[] {
    return this.resources.filter((one) => one.type === type);
  }

  /** Resources that a value of a stack refers to, also through locals or another stack's outputs. */
  refersTo(stack: string, value: unknown): readonly Resource[] {
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
    const json = this.stacks.get(stack);
    const direct = [...text.matchAll(RESOURCE)].flatMap(
      ([, type, name]) => this.byAddress.get(key(stack, `${type}.${name}`)) ?? [],
    );
    const byLocal = [...text.matchAll(LOCAL)].flatMap(([, name = ""]) =>
      this.refersTo(stack, json?.locals?.[name]),
    );
    const byStack = [...text.matchAll(OTHER_STACK)].flatMap(([, other = "", name = ""]) =>
      this.refersTo(other, this.stacks.get(other)?.output?.[name]?.value),
    );
    return [...direct, ...byLocal, ...byStack];
  }

  /** Resources of a type whose attribute refers to the target. */
  referring(type: string, attribute: string, target: Resource): readonly Resource[] {
    return this.ofType(type).filter((one) => this.refersTo(one.stack, one.body[attribute]).includes(target));
  }
}

function resourcesOf(stack: string, { resource = {}, provider = {} }: StackJson): Resource[] {
  const providers = (provider["aws"] ?? []).map((body, index) =>
    toResource(stack, "provider", `provider.aws${index === 0 ? "" : `[${index}]`}`, body),
  );
  const made = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]) => toResource(stack, type, `${type}.${name}`, body)),
  );
  return [...providers, ...made];
}

function toResource(
  stack: string,
  type: string,
  address: string,
  { "//": comment, ...body }: Body,
): Resource {
  const waived = (comment as { readonly waived?: Record<string, string> } | undefined)?.waived ?? {};
  return { stack, type, address, body, waived };
}

function key(stack: string, address: string): string {
  return `${stack} ${address}`;
}
