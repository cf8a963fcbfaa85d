/** The location of a deployment: the parts of its ARNs. */
export interface Deployment {
  readonly partition: string;
  readonly region: string;
  /** Account id, or a Terraform token that becomes one. */
  readonly account: string;
  readonly project: string;
}

/** ARN in the deployment's own Region and account. */
export function arn(deployment: Deployment, service: string, resource: string): string {
  return `arn:${deployment.partition}:${service}:${deployment.region}:${deployment.account}:${resource}`;
}

/** ARN of an IAM resource: IAM has no Region. */
export function iamArn(deployment: Deployment, resource: string): string {
  return `arn:${deployment.partition}:iam::${deployment.account}:${resource}`;
}
