import { type PolicyDocument, policy } from "./document";

/** Who may assume a role: one AWS service, such as `ec2.amazonaws.com`. */
export function serviceTrust(service: string, sourceAccount?: string): PolicyDocument {
  return policy({
    Sid: "ServiceAssumesRole",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    // Without it, the service could act here on behalf of another account (confused deputy).
    ...(sourceAccount ? { Condition: { StringEquals: { "aws:SourceAccount": sourceAccount } } } : {}),
  });
}
