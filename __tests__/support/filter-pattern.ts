/**
 * Judges an event by a filter pattern of CloudWatch Logs, as far as ours go: `=`, `!=` with `*` at either end,
 * `IS FALSE`, `NOT EXISTS`, `&&`, `||` and parentheses. A comparison with a field that is missing is never true.
 */
export function matchesFilter(pattern: string, event: object): boolean {
  const tokens = pattern.match(/"[^"]*"|&&|\|\||!=|=|[(){}]|\$[\w.]+|NOT EXISTS|IS FALSE/g) ?? [];
  const left = pattern.replace(/"[^"]*"|&&|\|\||!=|=|[(){}]|\$[\w.]+|NOT EXISTS|IS FALSE|\s/g, "");
  if (left !== "") throw new Error(`not a filter pattern: ${left}`);
  let position = 0;
  const next = () => tokens[position++] ?? "";
  const expectToken = (token: string) => {
    const found = next();
    if (found !== token) throw new Error(`${token} was expected, not ${found}`);
  };

  function term(): boolean {
    const token = next();
    if (token === "(") {
      const result = either();
      expectToken(")");
      return result;
    }
    const value = field(event, token);
    const operator = next();
    if (operator === "NOT EXISTS") return value === undefined;
    if (operator === "IS FALSE") return value === false;
    const equal = like(next().slice(1, -1), value);
    if (value === undefined) return false;
    return operator === "=" ? equal : !equal;
  }

  function joined(operator: string, part: () => boolean, join: (a: boolean, b: boolean) => boolean): boolean {
    let result = part();
    while (tokens[position] === operator) {
      position += 1;
      const other = part();
      result = join(result, other);
    }
    return result;
  }
  const both = () => joined("&&", term, (a, b) => a && b);
  const either = (): boolean => joined("||", both, (a, b) => a || b);

  expectToken("{");
  const result = either();
  expectToken("}");
  if (position !== tokens.length) throw new Error(`more than a filter pattern: ${tokens.slice(position)}`);
  return result;
}

function field(event: object, path: string): unknown {
  const names = path.slice(2).split(".");
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown>)?.[name], event);
}

function like(wanted: string, value: unknown): boolean {
  const escaped = wanted.split("*").map((text) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`).test(String(value));
}
