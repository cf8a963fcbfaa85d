import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The host's own access key, by which its requests are recognized in the emulator's record of calls. */
const HOST: Credentials = { accessKeyId: "AKIALAMBDAHOST000000", secretAccessKey: "local" };

export interface Aws {
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  readonly scheduler: SchedulerClient;
  readonly apiGateway: ApiGatewayV2Client;
  readonly sqs: SQSClient;
  /** Credentials of a role in a session of that name, as an AWS service that assumes the role gets them. They are cached. */
  roleCredentials(roleArn: string, sessionName: string): Promise<Credentials>;
  /** SQS with a function's role, because AWS polls queues and writes to dead-letter queues with its permissions. */
  sqsAs(roleArn: string, sessionName: string): Promise<SQSClient>;
  close(): void;
}

/** Clients of the emulator at `endpoint`, in one region. */
export function connectAws(endpoint: string, region: string): Aws {
  const common = { endpoint, region, credentials: HOST };
  const sts = new STSClient(common);
  const clients = {
    lambda: new LambdaClient(common),
    iam: new IAMClient(common),
    scheduler: new SchedulerClient(common),
    apiGateway: new ApiGatewayV2Client(common),
    sqs: new SQSClient(common),
  };
  const sessions = new Map<string, Promise<Credentials>>();
  const queueClients = new Map<string, SQSClient>();

  const assume = async (roleArn: string, sessionName: string): Promise<Credentials> => {
    const { Credentials: keys } = await sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName.slice(0, 64) }),
    );
    if (!keys?.AccessKeyId || !keys.SecretAccessKey) throw new Error(`no credentials for ${roleArn}`);
    return {
      accessKeyId: keys.AccessKeyId,
      secretAccessKey: keys.SecretAccessKey,
      sessionToken: keys.SessionToken,
    };
  };
  const roleCredentials = (roleArn: string, sessionName: string): Promise<Credentials> => {
    const key = `${roleArn} ${sessionName}`;
    const session = sessions.get(key) ?? assume(roleArn, sessionName);
    sessions.set(key, session);
    session.catch(() => sessions.delete(key));
    return session;
  };

  return {
    ...clients,
    roleCredentials,
    sqsAs: async (roleArn, sessionName) => {
      const credentials = await roleCredentials(roleArn, sessionName);
      const client = queueClients.get(credentials.accessKeyId) ?? new SQSClient({ ...common, credentials });
      queueClients.set(credentials.accessKeyId, client);
      return client;
    },
    close: () => {
      for (const client of [sts, ...Object.values(clients), ...queueClients.values()]) client.destroy();
    },
  };
}
