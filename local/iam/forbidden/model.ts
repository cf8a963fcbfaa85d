import type { Session } from "../context";
import type { AccessRequest, Context, NamedPolicy } from "../model";

/** What somebody tries, and must not be able to. */
export interface Attempt {
  /** Role without the project, or what the person is. */
  readonly who: string;
  /** The attempt in words, after "cannot": `mount another developer's home`. */
  readonly cannot: string;
  readonly session: Session;
  readonly request: AccessRequest;
  /** Keys that the call would have besides; null takes one away. */
  readonly context?: Readonly<Record<string, string | readonly string[] | null>>;
  /** Policies that somebody might have attached by mistake or malice, besides the deployed ones. */
  readonly given?: readonly NamedPolicy[];
  /**
   * What the same principal may do that differs from the attempt in one thing. It must be allowed: so the attempt is
   * refused for that thing, and not because nothing of the kind is allowed at all.
   */
  readonly but?: {
    readonly can: string;
    readonly request?: Partial<AccessRequest>;
    readonly context?: Context;
    readonly session?: Session;
  };
}

/** Somebody with a policy that allows everything. */
export const EVERYTHING: NamedPolicy = {
  name: "everything",
  policy: {
    Version: "2012-10-17",
    Statement: [{ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" }],
  },
};
