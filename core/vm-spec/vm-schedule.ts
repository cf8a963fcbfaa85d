import type { NamedSchedule } from "../schedule/model";
import { printSchedule } from "../schedule/print";
import type { VmSchedule } from "./vm-spec";

/** As a single period if tags can express it, otherwise as text. */
export function vmSchedule({ periods, skipDates }: Omit<NamedSchedule, "timezone">): VmSchedule {
  const [only, second] = periods;
  const isPlain = only && !second && skipDates.length === 0 && (only.monthDays ?? only.months) === undefined;
  return isPlain ? { period: only } : { text: printSchedule({ periods, skipDates }) };
}
