/** The value of JSON text; undefined for anything else, because the parser's own error quotes the text. */
export function parseJson(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
