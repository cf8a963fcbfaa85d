import type { RecordedCall } from "../../aws/api/start-emulator";
import type { Deployed } from "../model";

/** The input of a mapping: a recorded call, and what is deployed for names that the call leaves out. */
export interface MappedCall {
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly params: RecordedCall["params"];
}

export interface MappingInput {
  readonly call: MappedCall;
  readonly deployed: Deployed;
}

/** A call that no mapping supports yet: without a mapping it cannot be judged. */
export class UnmappedCallError extends Error {
  constructor({ service, action, params }: MappedCall, why: string) {
    super(`${service}:${action}: ${why} (${JSON.stringify(params).slice(0, 300)})`);
    this.name = "UnmappedCallError";
  }
}

/** A parameter's value, if it is a string. */
export function text(params: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = params[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Every string anywhere in the parameters. */
export function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  if (value && typeof value === "object") return Object.values(value).flatMap(texts);
  return [];
}
