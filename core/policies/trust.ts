import { type PolicyDocument, policy } from "./document";

/** Who may take on a role: one AWS service, such as `ec2.amazonaws.com`. */
export function serviceTrust(service: string, sourceAccount?: string): PolicyDocument {
  return policy({
    Sid: "ServiceAssumesRole",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    // Without it, the service could be made to act here on behalf of somebody else's account.
    ...(sourceAccount ? { Condition: { StringEquals: { "aws:SourceAccount": sourceAccount } } } : {}),
  });
}
