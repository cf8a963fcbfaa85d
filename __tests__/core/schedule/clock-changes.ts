import { IANAZone } from "luxon";

export interface ClockChange {
  /** One of all the zones that change alike. */
  readonly zone: string;
  /** The first instant with the new offset, milliseconds. */
  readonly at: number;
  /** Minutes from UTC. */
  readonly before: number;
  readonly after: number;
}

const FROM = Date.UTC(2020, 0, 1);
const UNTIL = Date.UTC(2041, 0, 1);
/** No zone changes its clock twice within this time: Morocco's month of Ramadan is the shortest. */
const STEP = 20 * 86_400_000;

/** Every change of the clock from 2020 to 2040 in any zone that the runtime knows, once for zones that change alike. */
export function allClockChanges(): ClockChange[] {
  const seen = new Set<string>();
  return Intl.supportedValuesOf("timeZone").flatMap((name) => {
    const zone = IANAZone.create(name);
    const samples: number[] = [];
    for (let at = FROM; at < UNTIL; at += STEP) samples.push(zone.offset(at));
    const rule = samples.join();
    if (seen.has(rule)) return [];
    seen.add(rule);
    return samples.flatMap((before, index) => {
      const after = samples[index + 1];
      if (after === undefined || after === before) return [];
      return [
        {
          zone: name,
          at: changeBetween(zone, FROM + index * STEP, FROM + (index + 1) * STEP),
          before,
          after,
        },
      ];
    });
  });
}

function changeBetween(zone: IANAZone, from: number, to: number): number {
  const old = zone.offset(from);
  let [last, first] = [from, to];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (zone.offset(middle) === old) last = middle;
    else first = middle;
  }
  return first;
}
