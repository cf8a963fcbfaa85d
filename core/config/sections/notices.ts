import * as z from "zod";

export const noticesSchema = z
  .strictObject({
    ticket: z
      .enum(["never", "exceptional", "always"])
      .meta({
        description:
          "Stops that are announced on a VM's ticket: none, those outside its working hours, or the daily ones too.",
      })
      .default("exceptional"),
  })
  .meta({
    description: "Warnings before a VM is stopped; users who are logged in on it always get one.",
  })
  .prefault({});
