import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runTerraform, type TerraformOptions, type TerraformResult } from "./run";

/** The progress of an apply. */
export interface ApplyProgress {
  readonly done: number;
  readonly total: number;
  /** The resource that was started or finished last. */
  readonly current: string;
}

/** The changes of a plan. */
export interface PlanSummary {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
  /** Addresses with their actions, such as `update aws_instance.vm`. */
  readonly changes: readonly string[];
}

/** One line of Terraform's machine-readable output, as far as it is used here. */
interface Message {
  readonly type?: string;
  readonly "@level"?: string;
  readonly "@message"?: string;
  readonly changes?: { readonly add?: number; readonly change?: number; readonly remove?: number };
  readonly change?: { readonly resource?: { readonly addr?: string }; readonly action?: string };
  readonly hook?: { readonly resource?: { readonly addr?: string }; readonly action?: string };
  readonly diagnostic?: {
    readonly severity?: string;
    readonly summary?: string;
    readonly detail?: string;
    readonly address?: string;
  };
}

/** The part of a stack that is applied. */
export interface ApplyScope {
  /** Addresses; their dependencies are applied with them. @default all resources */
  readonly only?: readonly string[];
  /** Whether the state is refreshed first. @default true */
  readonly refresh?: boolean;
}

export const EVERYTHING: ApplyScope = {};

interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly output?: unknown;
}

export type TerraformStackOptions = Omit<TerraformOptions, "cwd" | "onLine">;

/** Terraform failed: `message` holds its own diagnostics. */
export class TerraformError extends Error {
  override readonly name = "TerraformError";
}

const PLAN_HAS_CHANGES = 2;
/** Actions that a plan counts; reading a data source is not one. */
const CHANGES = new Set(["create", "update", "delete"]);

/** One synthesized stack, managed with Terraform itself. */
export class TerraformStackRunner {
  private readonly options: TerraformOptions;

  constructor(
    readonly name: string,
    outDir: string,
    options: TerraformStackOptions,
  ) {
    this.options = { ...options, cwd: join(outDir, "stacks", name) };
  }

  async init(): Promise<void> {
    await this.expectSuccess("init", ["init", "-input=false", "-no-color"]);
  }

  async validate(): Promise<void> {
    await this.expectSuccess("validate", ["validate", "-no-color"]);
  }

  /** Whether the stack has a resource of one of these types. */
  hasAny(types: readonly string[]): boolean {
    const { resource = {} } = this.json();
    return types.some((type) => type in resource);
  }

  /** Addresses of the resources that the stack's outputs refer to. */
  outputResources(): string[] {
    const { resource = {}, output = {} } = this.json();
    const mentioned = new Set(JSON.stringify(output).match(/[\w-]+\.[\w-]+/g));
    const addresses = Object.entries(resource).flatMap(([type, bodies]) =>
      Object.keys(bodies).map((name) => `${type}.${name}`),
    );
    return addresses.filter((address) => mentioned.has(address));
  }

  /** Applies, and reports the progress. */
  async apply(
    onProgress: (progress: ApplyProgress) => void,
    { only = [], refresh = true }: ApplyScope = EVERYTHING,
  ): Promise<void> {
    let total = 0;
    let done = 0;
    const onLine = (line: string) => {
      const message = parse(line);
      if (message.type === "planned_change") total += 1;
      if (message.type === "apply_complete" && CHANGES.has(message.hook?.action ?? "")) done += 1;
      const current = message.hook?.resource?.addr;
      if (current && message.type?.startsWith("apply_")) onProgress({ done, total, current });
    };
    const scope = [`-refresh=${refresh}`, ...only.map((address) => `-target=${address}`)];
    const args = ["apply", "-auto-approve", "-input=false", "-json", "-parallelism=20", ...scope];
    await this.expectSuccess("apply", args, onLine);
  }

  async plan(): Promise<PlanSummary> {
    const result = await runTerraform(
      ["plan", "-input=false", "-json", "-detailed-exitcode", "-lock=false"],
      this.options,
    );
    if (result.code !== 0 && result.code !== PLAN_HAS_CHANGES) throw failure(this.name, "plan", result);
    const messages = result.stdout.split("\n").map(parse);
    const counts = messages.find(({ type }) => type === "change_summary")?.changes;
    const changes = messages
      .filter(({ type }) => type === "planned_change")
      .map(({ change }) => `${change?.action} ${change?.resource?.addr}`);
    return { add: counts?.add ?? 0, change: counts?.change ?? 0, remove: counts?.remove ?? 0, changes };
  }

  /** The stack's outputs, by name. */
  async outputs(): Promise<Record<string, unknown>> {
    const result = await this.expectSuccess("output", ["output", "-json"]);
    const outputs = JSON.parse(result.stdout) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  private json(): StackJson {
    return JSON.parse(readFileSync(join(this.options.cwd, "cdk.tf.json"), "utf8"));
  }

  private async expectSuccess(
    command: string,
    args: readonly string[],
    onLine?: (line: string) => void,
  ): Promise<TerraformResult> {
    const result = await runTerraform(args, { ...this.options, ...(onLine ? { onLine } : {}) });
    if (result.code !== 0) throw failure(this.name, command, result);
    return result;
  }
}

/** A plan that would change nothing. */
export function isEmpty(plan: PlanSummary): boolean {
  return plan.changes.length === 0 && plan.add + plan.change + plan.remove === 0;
}

function failure(stack: string, command: string, result: TerraformResult): TerraformError {
  const diagnostics = result.stdout
    .split("\n")
    .map(parse)
    .flatMap(({ diagnostic }) =>
      diagnostic?.severity === "error"
        ? [
            `${diagnostic.address ? `${diagnostic.address}: ` : ""}${diagnostic.summary}\n${diagnostic.detail ?? ""}`,
          ]
        : [],
    );
  const said = diagnostics.length > 0 ? diagnostics.join("\n") : result.stderr || result.stdout;
  return new TerraformError(
    `terraform ${command} of ${stack} failed with exit code ${result.code}:\n${withoutLongLines(said)}`,
  );
}

/** Terraform quotes the invalid line, which in a stack's JSON is the whole file. */
function withoutLongLines(text: string): string {
  return text.replace(/^(.{400}).+$/gm, "$1 …");
}

function parse(line: string): Message {
  if (!line.startsWith("{")) return {};
  try {
    return JSON.parse(line) as Message;
  } catch {
    return {};
  }
}
