import { TAG } from "../vm/tags";
import { neverWithoutTls, type PolicyDocument, policy } from "./document";

const CLIENT_ACTIONS = [
  "elasticfilesystem:ClientMount",
  "elasticfilesystem:ClientWrite",
  "elasticfilesystem:ClientRootAccess",
];

/**
 * The file system's own policy: only over TLS, only through the access point that the role's tag names. It allows
 * nothing, so a mount needs a role whose own policy allows it; the denials take precedence over that policy.
 * @param breakGlassRoleArn the only role that may mount the root, or any home
 */
export function fileSystemPolicy(fileSystemArn: string, breakGlassRoleArn: string): PolicyDocument {
  return policy(
    {
      Sid: "DenyOtherHomes",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: CLIENT_ACTIONS,
      Resource: fileSystemArn,
      Condition: {
        StringNotEquals: {
          "elasticfilesystem:AccessPointArn": `\${aws:PrincipalTag/${TAG.homeAccessPoint}}`,
        },
        // For an assumed role this is the role itself, whatever the session's name.
        ArnNotEquals: { "aws:PrincipalArn": breakGlassRoleArn },
      },
    },
    neverWithoutTls("*", fileSystemArn),
  );
}
