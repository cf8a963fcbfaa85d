import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { checkPermissions } from "../iam/check-permissions";
import { asJson, details, summary } from "../iam/summary";
import { playDays } from "../play/play";
import { runSteps } from "./run-steps";

runSteps({
  name: "npm run permissions --",
  description: "Plays the days of npm start, then judges every call by the deployed policies.",
  option: ["--json <file>", "write the whole report to this file"],
  steps: async (world, journal, options) => {
    await playDays(world, journal);
    if (!world.isLive) return;
    await journal.step("Every call was allowed, and every forbidden attempt was refused", async (read) => {
      const report = await checkPermissions(world);
      for (const line of [...summary(report), ...details(report)]) read.note(line);
      const file = options["json"];
      if (typeof file === "string") writeFileSync(resolve(file), asJson(report));
      const refused = report.judged.filter(({ verdict }) => !verdict.allowed);
      read.equal("refused requests", refused.length, 0);
      read.equal("calls that could not be judged", report.errors.length, 0);
      read.equal(
        "forbidden attempts that were refused",
        report.attempts.filter(({ held }) => held).length,
        report.attempts.length,
      );
    });
  },
});
