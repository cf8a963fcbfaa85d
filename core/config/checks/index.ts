import type { Cursor } from "../cursor";
import type { Finding } from "../finding";
import { dataFindings } from "./data";
import { hibernationFindings } from "./hibernation";
import { instanceTypeFindings } from "./instance-types";
import { limitFindings } from "./limits";
import { networkFindings } from "./network";
import { peopleFindings } from "./people";
import { scheduleFindings } from "./schedules";
import { stateFindings } from "./state";
import { supportFindings } from "./support";
import { ticketFindings } from "./tickets";

/** All rules that compare several places of the file, or that only warn. */
export function checkFindings(file: Cursor, now: Date | undefined): Finding[] {
  return [
    ...peopleFindings(file),
    ...limitFindings(file),
    ...instanceTypeFindings(file),
    ...hibernationFindings(file),
    ...scheduleFindings(file),
    ...ticketFindings(file),
    ...networkFindings(file),
    ...stateFindings(file),
    ...dataFindings(file),
    ...(now ? supportFindings(file, now) : []),
  ];
}
