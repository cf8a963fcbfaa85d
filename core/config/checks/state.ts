import { at, type Cursor, text } from "../cursor";
import type { Finding } from "../finding";

/** Where Terraform's state goes. */
export function stateFindings(file: Cursor): Finding[] {
  const state = at(file, "state");
  const backend = at(state, "backend");
  if (text(backend) === "s3") {
    if (at(state, "bucket").value !== undefined) return [];
    return [
      {
        path: [...state.path, "bucket"],
        message: "is missing",
        hint: "Name the bucket that holds the state.",
      },
    ];
  }
  if (backend.value !== undefined && text(backend) !== "local") return [];
  return [at(state, "bucket"), at(state, "region")]
    .filter(({ value }) => value !== undefined && value !== null)
    .map(({ path }) => ({
      path,
      atKey: true,
      message: "means nothing for local state",
      hint: "Set state.backend to s3, or remove it.",
    }));
}
