import { texts } from "./call";

type Params = Readonly<Record<string, unknown>>;

/** DynamoDB's condition keys for a request on items, as far as the request determines them. */
export function itemContext(params: Params): Record<string, string | readonly string[] | undefined> {
  const returned = params["ReturnValues"];
  return {
    "dynamodb:LeadingKeys": leadingKeys(params),
    "dynamodb:Attributes": attributes(params),
    "dynamodb:ReturnValues": typeof returned === "string" ? returned : undefined,
  };
}

/** Partition keys that an operation on items uses. */
function leadingKeys(params: Params): readonly string[] {
  const keys = itemsOf(params).flatMap((item) => texts(item["pk"]));
  const values = (params["ExpressionAttributeValues"] ?? {}) as Params;
  return [...new Set([...keys, ...(params["KeyConditionExpression"] ? texts(values[":pk"]) : [])])];
}

/** Top-level attributes that a request names: in keys, in a new item and in expressions, also as part of a path. */
function attributes(params: Params): readonly string[] {
  const ofItems = itemsOf(params).flatMap((item) => Object.keys(item));
  const ofExpressions = [params, ...tablesOf(params)].flatMap(namedInExpressions);
  return [...new Set([...ofItems, ...ofExpressions])];
}

function itemsOf(params: Params): readonly Params[] {
  const requested = tablesOf(params).flatMap(({ Keys }) => (Keys ?? []) as Params[]);
  return [params["Key"], params["Item"], ...requested].flatMap((item) => (item ? [item as Params] : []));
}

/** A batch's requests by table. */
function tablesOf(params: Params): readonly Params[] {
  return Object.values((params["RequestItems"] ?? {}) as Record<string, Params>);
}

function namedInExpressions(params: Params): string[] {
  const names = (params["ExpressionAttributeNames"] ?? {}) as Readonly<Record<string, string>>;
  return Object.entries(params).flatMap(([parameter, value]) =>
    parameter.endsWith("Expression") && typeof value === "string" ? namedIn(value, names) : [],
  );
}

/** A path, a placeholder or a keyword, with the bracket that follows the name of a function. */
const TOKEN = /([#:]?\w+)(?:[.[][\w.#[\]]*)?(\s*\()?/g;
const WORDS = /^(SET|REMOVE|ADD|DELETE|AND|OR|NOT|BETWEEN|IN|\d+)$/i;

function namedIn(expression: string, names: Readonly<Record<string, string>>): string[] {
  return [...expression.matchAll(TOKEN)]
    .filter(([, start = "", bracket]) => !bracket && !start.startsWith(":") && !WORDS.test(start))
    .map(([, start = ""]) => names[start] ?? start);
}
