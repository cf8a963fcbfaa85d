/** A value that the schema has already checked, which the compiler cannot know. */
export function requireChecked<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`A config was resolved before it was checked: ${what}`);
  return value;
}
