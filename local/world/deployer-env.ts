import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { deployRoleName } from "../../core/aws/deploy-names";
import type { Config } from "../../core/config/config";

const ACCOUNT = "123456789012";

/**
 * The environment with a session of the deploy role instead of the administrator's keys.
 * @throws Error when STS gives no credentials
 */
export async function deployerEnv(
  endpoint: string,
  { project, region }: Config,
  env: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const administrator = { accessKeyId: "person", secretAccessKey: "person" };
  const sts = new STSClient({ endpoint, region, credentials: administrator });
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/${deployRoleName(project)}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "local" }));
  sts.destroy();
  if (!Credentials) throw new Error(`STS gave no credentials of ${RoleArn}`);
  return {
    ...env,
    AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials.SessionToken,
  };
}
