import * as z from "zod";
import { at, type Cursor, text } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import { matching } from "../values/matching";
import { region } from "../values/region";

export const stateSchema = z
  .strictObject({
    backend: z
      .enum(["local", "s3"])
      .meta({ description: "Where Terraform keeps its state: on this machine, or in an S3 bucket." })
      .default("local"),
    bucket: matching(
      /^(?=.{3,63}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])$/,
      "the name of an S3 bucket",
      "Use 3 to 63 lowercase letters, digits, hyphens and dots.",
      { description: "Name of the bucket, for s3.", examples: ["acme-dev-vm-state"] },
    ).optional(),
    region: region
      .meta({ description: "Region of the bucket; the deployment's own where absent." })
      .optional(),
  })
  .meta({ description: "Terraform's state." })
  .prefault({});

export type StateConfig =
  | { readonly backend: "local" }
  | { readonly backend: "s3"; readonly bucket: string; readonly region: string };

export function resolveState(
  { backend, bucket, region }: z.output<typeof stateSchema>,
  deploymentRegion: string,
): StateConfig {
  return backend === "s3" && bucket !== undefined
    ? { backend: "s3", bucket, region: region ?? deploymentRegion }
    : { backend: "local" };
}

export function checkState(state: Cursor): ProblemAtPath[] {
  const backend = at(state, "backend");
  if (text(backend) === "s3") {
    if (at(state, "bucket").value !== undefined) return [];
    return [
      {
        path: [...state.path, "bucket"],
        message: "is missing",
        hint: "Write the name of the bucket for the state.",
      },
    ];
  }
  if (backend.value !== undefined && text(backend) !== "local") return [];
  return [at(state, "bucket"), at(state, "region")]
    .filter(({ value }) => value !== undefined && value !== null)
    .map(({ path }) => ({
      path,
      atKey: true,
      message: "has no effect with local state",
      hint: "Set state.backend to s3, or remove it.",
    }));
}
