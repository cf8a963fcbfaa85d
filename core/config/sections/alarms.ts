import * as z from "zod";
import { matching } from "../values/matching";

export const alarmsSchema = z
  .strictObject({
    email: matching(
      /^[^\s@]+@[^\s@]+\.[^\s@.]+$/,
      "an e-mail address",
      "Write one such as ops@example.com.",
      {
        description: "Address that SNS sends alarms to.",
        examples: ["ops@example.com"],
      },
    ).optional(),
  })
  .meta({ description: "Who is notified of alarms." })
  .prefault({});
