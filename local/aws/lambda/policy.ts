interface Statement {
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The principal and context of a call that a service makes for one of its resources. */
export interface ServiceCall {
  /** Service principal, such as `events.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  readonly sourceArn?: string;
  readonly account: string;
}

/**
 * True when a statement of the policy (JSON) allows the service's call. Conditions on `aws:SourceArn` and
 * `aws:SourceAccount` are evaluated; any other condition counts as not met. Denials are ignored.
 */
export function allowsService(policy: string | undefined, call: ServiceCall): boolean {
  if (!policy) return false;
  const { Statement: statements } = JSON.parse(policy) as { Statement: Statement | Statement[] };
  return [statements].flat().some((statement) => statementAllows(statement, call));
}

function statementAllows(statement: Statement, call: ServiceCall): boolean {
  if (statement.Effect !== "Allow" || !namesService(statement.Principal, call.service)) return false;
  const actions = list(statement.Action);
  if (!actions.some((pattern) => glob(pattern.toLowerCase(), call.action.toLowerCase()))) return false;
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => conditionHolds(operator, key, list(values), call)),
  );
}

function namesService(principal: Statement["Principal"], service: string): boolean {
  if (principal === undefined) return false;
  if (typeof principal === "string") return principal === "*" || principal === service;
  return list(principal["Service"]).includes(service) || list(principal["AWS"]).includes("*");
}

function conditionHolds(
  operator: string,
  key: string,
  values: readonly string[],
  call: ServiceCall,
): boolean {
  const facts: Record<string, string | undefined> = {
    "aws:sourcearn": call.sourceArn,
    "aws:sourceaccount": call.account,
  };
  const actual = facts[key.toLowerCase()];
  if (actual === undefined) return false;
  // ArnEquals matches wildcards just as ArnLike does.
  if (["ArnLike", "ArnEquals", "StringLike"].includes(operator))
    return values.some((value) => glob(value, actual));
  return operator === "StringEquals" && values.includes(actual);
}

function glob(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}
