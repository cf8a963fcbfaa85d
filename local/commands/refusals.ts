import { join } from "node:path";
import { refusals } from "./refusals/steps";
import { runSteps } from "./run-steps";

runSteps({
  name: "npm run refusals --",
  description:
    "Deploys a fleet to an emulated AWS and tries to lose its data: by the config, by the code, by Terraform, by AWS's API.",
  defaultConfig: join(__dirname, "refusals", "fleet.yaml"),
  steps: refusals,
});
