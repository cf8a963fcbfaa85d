/** Parts of an ARN; `resource` is all after the account. */
export interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** @throws when the text is no ARN. */
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

/** Name of the function that an ARN means, with or without a qualifier, or around which API Gateway puts a path. */
export function functionName(arn: string): string | undefined {
  return /:function:([\w-]+)/.exec(arn)?.[1];
}

/** Path and name of the role, without `role/`. */
export function roleName(arn: string): string {
  return parseArn(arn).resource.split("/").at(-1) ?? "";
}
