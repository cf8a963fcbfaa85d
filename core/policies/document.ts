/** An IAM policy statement, in IAM's own spelling. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

export function policy(...statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

export function allow(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: Statement["Condition"],
): Statement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition ? { Condition } : {}) };
}

/** For a resource's own policy: nobody without TLS. */
export function neverWithoutTls(Action: string, Resource: string | readonly string[]): Statement {
  return {
    Sid: "NeverWithoutTls",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action,
    Resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Where a deployment lives: what ARNs are made of. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  /** Account id, or a Terraform token that becomes one. */
  readonly account: string;
  readonly project: string;
}

/** ARN in the place's own region and account. */
export function arn(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}

/** ARN of an IAM resource: IAM has no region. */
export function iamArn(place: Place, resource: string): string {
  return `arn:${place.partition}:iam::${place.account}:${resource}`;
}
