import * as z from "zod";
import type { OsName } from "../../vm/os";
import { instanceType } from "../values/instance-type";
import { integer } from "../values/integer";
import { os, osNameOf } from "../values/os";
import type { Parsed } from "../values/parsed";
import { timezone } from "../values/timezone";
import { scheduleName } from "./schedules";

/** Settings of a VM, which an entry may set for itself. */
export const rootVolumeGb = integer(20, 16_384, 100, "Size of the root volume in GB.");

export const fallbackTypes = z
  .array(instanceType)
  .max(5)
  .meta({ description: "Instance types that stand in, in order, where there is no capacity." });

export const hibernate = z.boolean().meta({
  description:
    "Hibernate at a stop; fixed when the VM is created. The root volume must have room for the memory.",
});

export const defaultsSchema = z
  .strictObject({
    instanceType: instanceType.default("t3.xlarge"),
    os: os.default("AmazonLinux2023"),
    timezone: timezone.default("US/Eastern"),
    schedule: scheduleName.default("office-hours"),
    rootVolumeGb: rootVolumeGb.default(100),
    fallbackTypes: fallbackTypes.default([]),
    hibernate: hibernate.default(false),
  })
  .meta({ description: "Values for entries and tickets that set none of their own." })
  .prefault({});

export interface Defaults extends Omit<Parsed<typeof defaultsSchema>, "os"> {
  readonly os: OsName;
}

export function resolveDefaults(input: z.output<typeof defaultsSchema>): Defaults {
  return { ...input, os: osNameOf(input.os) };
}

/** The section of a config without it. */
export const BUILT_IN_DEFAULTS: Defaults = resolveDefaults(defaultsSchema.parse({}));
