import * as z from "zod";
import { instanceType } from "../values/instance-type";
import { integer } from "../values/integer";
import type { Parsed } from "../values/parsed";

export const policySchema = z
  .strictObject({
    instanceTypes: z
      .array(instanceType)
      .min(1)
      .meta({ description: "Instance types that entries and tickets may request." })
      .default(["t3.large", "t3.xlarge", "m5.xlarge"]),
    maxVmsPerClient: integer(1, 1000, 20, "VMs that one client may have.").default(20),
    maxVmsPerDeveloper: integer(1, 100, 3, "VMs that one developer may have, over all clients.").default(3),
  })
  .meta({ description: "What entries and tickets may request." })
  .prefault({});

export type PolicyConfig = Parsed<typeof policySchema>;

/** The section of a config without it. */
export const BUILT_IN_POLICY: PolicyConfig = policySchema.parse({});
