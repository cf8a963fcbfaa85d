import type { Problem } from "../../shared/comments/refused";

/** IAM's codes for a name that is taken. */
export const ALREADY_EXISTS = ["EntityAlreadyExistsException", "EntityAlreadyExists"];

export function foreignIdentityProblem(kind: "role" | "instance profile", name: string): Problem {
  return {
    what: "Identity",
    found: `an IAM ${kind} named ${name} exists already and was not made for this VM`,
    expected: "none of that name, or one with the project's path, boundary and tags: ask the platform team",
  };
}
