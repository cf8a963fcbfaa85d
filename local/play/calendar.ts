/** An instant in the autumn of 2026, as `10-29T14:00`. */
const at = (text: string) => new Date(`2026-${text}Z`);

/**
 * The days of the play in New York time: four hours behind UTC, and five from Sunday on, a day of 25 hours.
 * Europe left daylight saving time a week earlier.
 */
export const CALENDAR = {
  /** Thursday, ten in the morning. */
  begin: at("10-29T14:00"),
  thursdayLastMinutes: at("10-29T21:55"),
  thursdayEvening: at("10-29T22:05"),
  thursdayNight: at("10-30T00:00"),
  fridayOpening: at("10-30T12:00"),
  fridayMorning: at("10-30T12:05"),
  fridayEvening: at("10-30T22:05"),
  saturdayNoon: at("10-31T16:00"),
  mondayMorning: at("11-02T13:05"),
  mondayNoon: at("11-02T17:00"),
} as const;
