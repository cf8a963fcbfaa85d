/** A token of a schedule's text, and its position; `text` is lower case except zones, lists have no spaces. */
export interface Token {
  /** `word`: days, months, dates, or a keyword; `times`: `08:00-18:00`, `08:00-`, `-18:00`. */
  readonly kind: "word" | "times" | "zone" | "slash" | "unknown";
  readonly text: string;
  /** Characters before it. */
  readonly at: number;
}

const CLOCK = "\\d{1,2}:\\d{2}";
/** Some editors replace a hyphen by a longer dash. */
const DASH = "\\s*[-\u2013]\\s*";

const FORMS: readonly { readonly kind: Token["kind"]; readonly form: RegExp }[] = [
  { kind: "slash", form: /\//y },
  { kind: "zone", form: /@\s*[^\s]*/y },
  { kind: "times", form: new RegExp(`(?:${CLOCK}${DASH}(?:${CLOCK})?|${DASH}${CLOCK})(?![\\w:])`, "y") },
  { kind: "word", form: /[^\s/@,]+(?:\s*,\s*[^\s/@,]+)*/y },
  { kind: "unknown", form: /[\s\S]/y },
];

/** The tokens of any text: only white space is skipped. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) at += 1;
    else {
      const token = tokenAt(text, at);
      tokens.push({ ...token, at });
      at += token.length;
    }
  }
  return tokens;
}

function tokenAt(text: string, at: number): { kind: Token["kind"]; text: string; length: number } {
  for (const { kind, form } of FORMS) {
    form.lastIndex = at;
    const [found] = form.exec(text) ?? [];
    if (found) return { kind, text: tidy(kind, found), length: found.length };
  }
  return { kind: "unknown", text: text.charAt(at), length: 1 };
}

function tidy(kind: Token["kind"], text: string): string {
  if (kind === "zone") return text.slice(1).trim();
  return text
    .replace(/\s+/g, "")
    .replace(/\u2013/g, "-")
    .toLowerCase();
}
