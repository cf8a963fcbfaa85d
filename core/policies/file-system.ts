import { TAG } from "../tags";
import { type PolicyDocument, policy } from "./document";

export interface FileSystemPolicyInput {
  readonly fileSystemArn: string;
  readonly account: string;
}

const CLIENT_ACTIONS = [
  "elasticfilesystem:ClientMount",
  "elasticfilesystem:ClientWrite",
  "elasticfilesystem:ClientRootAccess",
];

/**
 * The file system's own policy: only roles of this account, only over TLS, only through the access point that the
 * role's tag names. The denials hold whatever an identity's own policies say.
 */
export function fileSystemPolicy({ fileSystemArn, account }: FileSystemPolicyInput): PolicyDocument {
  const everyone = { AWS: "*" };
  return policy(
    {
      Sid: "MountOwnHome",
      Effect: "Allow",
      Principal: everyone,
      Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
      Resource: fileSystemArn,
      Condition: {
        StringEquals: {
          "aws:PrincipalAccount": account,
          "elasticfilesystem:AccessPointArn": `\${aws:PrincipalTag/${TAG.homeAccessPoint}}`,
        },
        Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" },
      },
    },
    {
      Sid: "NeverAnotherHome",
      Effect: "Deny",
      Principal: everyone,
      Action: CLIENT_ACTIONS,
      Resource: fileSystemArn,
      Condition: {
        StringNotEquals: {
          "elasticfilesystem:AccessPointArn": `\${aws:PrincipalTag/${TAG.homeAccessPoint}}`,
        },
      },
    },
    {
      Sid: "NeverWithoutTls",
      Effect: "Deny",
      Principal: everyone,
      Action: "*",
      Resource: fileSystemArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}
