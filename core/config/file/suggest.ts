/** The word of `known` that `text` most likely stands for, or undefined when none is close. */
export function suggest(text: string, known: readonly string[]): string | undefined {
  const typed = text.toLowerCase();
  // Every short word is close to a text of one or two characters.
  const limit = Math.floor(typed.length / 3);
  let best: { word: string; distance: number } | undefined;
  for (const word of known) {
    const distance = editDistance(typed, word.toLowerCase(), limit);
    if (distance <= limit && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { word, distance };
  }
  return best?.word;
}

/** "Did you mean …?" where a word is close, then all words to choose from. */
export function choices(text: string, known: readonly string[], introduction: string): string {
  const close = suggest(text, known);
  const all = `${introduction} ${known.join(", ")}.`;
  return close === undefined ? all : `Did you mean ${close}? ${all}`;
}

/** Letters to add, drop, replace or swap with a neighbour to make `a` of `b`; more than `limit` counts as `limit + 1`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const cell = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= a.length; row++) {
    rows[row] = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      (rows[row] as number[])[column] = Math.min(
        cell(row - 1, column) + 1,
        cell(row, column - 1) + 1,
        cell(row - 1, column - 1) + (same ? 0 : 1),
        swapped ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return cell(a.length, b.length);
}
