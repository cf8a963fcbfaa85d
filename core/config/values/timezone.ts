import { timezoneProblem } from "../../schedule/validate";
import { scheduleText } from "./schedule-text";

export const timezone = scheduleText(timezoneProblem, {
  description: "Time zone of the wall-clock times, by its IANA name.",
  examples: ["US/Eastern", "Europe/Berlin", "Asia/Kolkata"],
});
