import type { Deployment } from "../aws/deployment";
import { type PolicyDocument, policy, type Statement } from "./document";

export interface EndpointPolicyInput {
  readonly deployment: Deployment;
  /** Accounts besides our own. */
  readonly trustedAccounts: readonly string[];
}

/**
 * Policy of an interface endpoint: only roles of our own and of trusted accounts, so that nobody carries data out of
 * the VPC with keys of an account of theirs. Every service that has one of our endpoints is called with signed
 * requests alone, so nothing that works is lost.
 */
export function interfaceEndpointPolicy(input: EndpointPolicyInput): PolicyDocument {
  return policy({
    Sid: "OwnRolesOnly",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": accounts(input) } },
  });
}

/** Policy of DynamoDB's gateway endpoint: our roles, our tables. */
export function dynamodbEndpointPolicy(input: EndpointPolicyInput): PolicyDocument {
  return policy(ownData("dynamodb:*", input));
}

export interface S3EndpointPolicyInput extends EndpointPolicyInput {
  /** Whether VMs can download from the internet anyway. */
  readonly hasInternetAccess: boolean;
}

/**
 * Policy of S3's gateway endpoint: our roles on our buckets, and reading what others publish. With a way out that is
 * anything, for registries keep their layers in S3 and hand out signed addresses; without one, only what AWS itself
 * publishes for the systems on our VMs. Writing to somebody else's bucket is let through in neither case.
 */
export function s3EndpointPolicy(input: S3EndpointPolicyInput): PolicyDocument {
  return policy(ownData("s3:*", input), {
    Sid: input.hasInternetAccess ? "ReadWhatOthersPublish" : "ReadWhatAwsPublishes",
    Effect: "Allow",
    // Package managers sign nothing: such a request has no account that a condition could name.
    Principal: { AWS: "*" },
    Action: "s3:GetObject",
    Resource: input.hasInternetAccess ? "*" : publishedByAws(input.deployment),
  });
}

function ownData(action: string, input: EndpointPolicyInput): Statement {
  return {
    Sid: "OwnRolesOnOwnData",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: action,
    Resource: "*",
    Condition: {
      StringEquals: { "aws:PrincipalAccount": accounts(input), "aws:ResourceAccount": accounts(input) },
    },
  };
}

/**
 * Buckets of AWS that a VM reads: Amazon Linux's repositories, the SSM agent's installer, and what the agent needs
 * for Patch Manager, Distributor and its updates (Systems Manager User Guide, "SSM Agent communications with AWS
 * managed S3 buckets"; AL2023 User Guide, repositories), and layers of images in ECR.
 */
function publishedByAws({ partition, region }: Deployment): string[] {
  const buckets = [
    `al2023-repos-${region}-*`,
    `amazon-ssm-${region}`,
    `amazon-ssm-packages-${region}`,
    `aws-ssm-${region}`,
    `aws-ssm-distributor-file-${region}`,
    `aws-ssm-document-attachments-${region}`,
    `patch-baseline-snapshot-${region}`,
    `${region}-birdwatcher-prod`,
    `prod-${region}-starport-layer-bucket`,
  ];
  return buckets.map((bucket) => `arn:${partition}:s3:::${bucket}/*`);
}

function accounts({ deployment, trustedAccounts }: EndpointPolicyInput): string[] {
  return [deployment.account, ...trustedAccounts];
}
