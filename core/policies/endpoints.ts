import type { Deployment } from "../aws/deployment";
import { type PolicyDocument, policy, type Statement } from "./document";

export interface EndpointPolicyInput {
  readonly deployment: Deployment;
  /** Accounts in addition to our own. */
  readonly trustedAccounts: readonly string[];
}

/**
 * Policy of an interface endpoint: only roles of our own and of trusted accounts, so that users cannot send data out of
 * the VPC with keys of another account. All services with our endpoints accept only signed requests, so no valid
 * request is blocked.
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
 * Policy of S3's gateway endpoint: our roles on our buckets, and reading from others' buckets. With internet access
 * that is any bucket, because registries keep their layers in S3 and return presigned URLs; without it, only the
 * buckets that AWS publishes for the systems on our VMs. Writing to buckets of others is allowed in neither case.
 */
export function s3EndpointPolicy(input: S3EndpointPolicyInput): PolicyDocument {
  return policy(ownData("s3:*", input), {
    Sid: input.hasInternetAccess ? "ReadOtherBuckets" : "ReadAwsBuckets",
    Effect: "Allow",
    // Package managers do not sign requests: such a request has no account for a condition.
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
 * AWS buckets that a VM reads: Amazon Linux's repositories, the SSM agent's installer, and what the agent needs
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
