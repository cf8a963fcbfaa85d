import type { Synthesized } from "../support/synthesize-config";

type Json = Record<string, unknown>;
type Resources = Record<string, Record<string, Json>>;
interface Stack extends Json {
  resource: Resources;
}

/** Synthesized stacks, to be changed and held against the rules again. */
export class StacksToEdit {
  private readonly stacks: Map<string, Stack>;

  constructor({ texts }: Pick<Synthesized, "texts">) {
    this.stacks = new Map([...texts].map(([name, text]) => [name, JSON.parse(text) as Stack]));
  }

  get texts(): ReadonlyMap<string, string> {
    return new Map([...this.stacks].map(([name, json]) => [name, JSON.stringify(json)]));
  }

  /** Changes all resources of a type; where there is none, adds one. `undefined` takes an attribute away. */
  set(type: string, patch: Json): this {
    let found = false;
    this.each(type, (_name, body) => {
      found = true;
      Object.assign(body, patch);
    });
    return found ? this : this.add("foundation", type, "added", patch);
  }

  add(stack: string, type: string, name: string, body: Json): this {
    const json = this.stacks.get(stack);
    if (!json) throw new Error(`no stack ${stack}`);
    json.resource[type] = { ...json.resource[type], [name]: body };
    return this;
  }

  drop(...types: readonly string[]): this {
    for (const { resource } of this.stacks.values()) for (const type of types) delete resource[type];
    return this;
  }

  each(type: string, change: (name: string, body: Json, stack: string) => void): this {
    for (const [stack, { resource }] of this.stacks) {
      for (const [name, body] of Object.entries(resource[type] ?? {})) change(name, body, stack);
    }
    return this;
  }

  /** Gives every resource of a type one of another type that belongs to it. */
  accompany(type: string, companion: string, attribute: string, body: Json): this {
    return this.drop(companion).each(type, (name, _body, stack) => {
      this.add(stack, companion, name, { [attribute]: `\${${type}.${name}.id}`, ...body });
    });
  }

  /** Changes the first provider of every stack. */
  provider(patch: Json): this {
    for (const json of this.stacks.values()) {
      Object.assign((json["provider"] as { aws: Json[] }).aws[0] ?? {}, patch);
    }
    return this;
  }
}
