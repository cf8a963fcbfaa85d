const MAX_LENGTH = 60;

/** A text of the file in quotes, cut so that it fits on a line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
}
