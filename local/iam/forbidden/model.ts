import type { Session } from "../context";
import type { AccessRequest, Context, NamedPolicy } from "../model";

/** Something that a principal must not be able to do. */
export interface Attempt {
  /** Role without the project, or the kind of user. */
  readonly who: string;
  /** The attempt in words, after "cannot": `mount another developer's home`. */
  readonly cannot: string;
  readonly session: Session;
  readonly request: AccessRequest;
  /** Further keys of the call; null removes one. */
  readonly context?: Readonly<Record<string, string | readonly string[] | null>>;
  /** Policies attached in addition to the deployed ones, by mistake or on purpose. */
  readonly given?: readonly NamedPolicy[];
  /**
   * A counterpart that differs from the attempt in one thing and must be allowed. It proves that the attempt is refused
   * for that thing, and not because the principal may do nothing of the kind.
   */
  readonly but?: {
    readonly can: string;
    readonly request?: Partial<AccessRequest>;
    readonly context?: Context;
    readonly session?: Session;
  };
}

/** An attempt without its principal. */
export type AttemptSpec = Omit<Attempt, "who" | "session">;

/** A policy that allows everything. */
export const EVERYTHING: NamedPolicy = {
  name: "everything",
  policy: {
    Version: "2012-10-17",
    Statement: [{ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" }],
  },
};
