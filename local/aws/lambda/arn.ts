/** Parts of an ARN; `resource` is everything after the account. */
export interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** @throws when the text is not an ARN. */
export function parseArn(arn: string): Arn {
  const [prefix, , service, region, account, ...resource] = arn.split(":");
  if (
    prefix !== "arn" ||
    !service ||
    region === undefined ||
    account === undefined ||
    resource.length === 0
  ) {
    throw new Error(`${arn} is not an ARN`);
  }
  return { service, region, account, resource: resource.join(":") };
}

/** Name of the function in an ARN, with or without a qualifier or API Gateway's path around it. */
export function functionName(arn: string): string | undefined {
  return /:function:([\w-]+)/.exec(arn)?.[1];
}

/** Path and name of the role, without `role/`. */
export function roleName(arn: string): string {
  return parseArn(arn).resource.split("/").at(-1) ?? "";
}
