import { play } from "../play/play";
import { runSteps } from "./run-steps";

runSteps({
  name: "npm start --",
  description: "Deploys the system to an emulated AWS on this machine and plays five days and more on it.",
  steps: play,
});
