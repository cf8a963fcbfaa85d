import type { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import type { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import type { JiraConfig } from "../../../core/config/sections/jira";
import { contract as jiraWebhook } from "../../../functions/jira-webhook/contract";
import { jiraWebhookPolicy } from "../../../functions/jira-webhook/policy";
import { contract as provision, TICKET_DELIVERIES } from "../../../functions/provision/contract";
import { provisionPolicy } from "../../../functions/provision/policy";
import { waive } from "../../parts/waive";
import { LambdaFunction } from "../lambda/lambda-function";
import { WorkQueue } from "../lambda/work-queue";
import type { FunctionContext } from "./function-context";
import { JiraApi } from "./jira-api";
import { SecretWithoutValue } from "./secret-without-value";

export interface TicketingProps extends FunctionContext {
  readonly jira: JiraConfig;
  readonly table: DynamodbTable;
  readonly fileSystem: EfsFileSystem;
  readonly subnets: readonly Subnet[];
  readonly vmPolicyArn: string;
  readonly boundaryArn: string;
}

/** As AWS advises for queues that feed a function: six times its timeout. */
const VISIBILITY_SECONDS = 6 * provision.timeoutSeconds;
/** Tickets per invocation, and concurrent invocations: EC2's launch rate is the bottleneck. */
const BATCH_SIZE = 2;
const MAX_CONCURRENCY = 5;

/** Creates VMs from tickets: the webhook's API, the queue behind it, and `provision`, which processes it. */
export class Ticketing extends Construct {
  readonly webhookUrl: string;
  readonly apiToken: SecretsmanagerSecret;
  /** The queue that `provision` processes. */
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, props: TicketingProps) {
    super(scope, id);
    const { project } = props.config;
    const keyArn = props.keys.platform;
    const signing = new SecretWithoutValue(this, "webhook-secret", {
      name: `${project}/jira/webhook`,
      description: 'Signing secrets of Jira\'s webhook: {"secrets": ["current", "previous"]}',
      keyArn,
    });
    this.apiToken = new SecretWithoutValue(this, "api-token", {
      name: `${project}/jira/api`,
      description: 'Jira account that comments: {"email": "…", "token": "…"}, or only a bearer token',
      keyArn,
    }).secret;
    const tickets = new WorkQueue(this, "tickets", {
      name: `${project}-tickets`,
      visibilityTimeoutSeconds: VISIBILITY_SECONDS,
      maxReceives: TICKET_DELIVERIES,
      alarmTopicArn: props.alarmTopicArn,
      keyArn,
    });
    this.queue = tickets.queue;
    this.webhookUrl = this.addWebhook(props, signing.secret, tickets);
    this.addProvision(props, tickets);
  }

  private addWebhook(
    { config, deployment, keys, jira, alarmTopicArn }: TicketingProps,
    secret: SecretsmanagerSecret,
    tickets: WorkQueue,
  ) {
    const webhook = new LambdaFunction(this, "jira-webhook", {
      deployment,
      keyArn: keys.platform,
      contract: jiraWebhook,
      policy: jiraWebhookPolicy({
        deployment,
        secretArn: secret.arn,
        queueArn: tickets.queue.arn,
        keyArn: keys.platform,
      }),
      settings: { jira },
      variables: { QUEUE_URL: tickets.queue.url, WEBHOOK_SECRET_ID: secret.name },
      alarmTopicArn,
    });
    waive(
      webhook.function,
      "function-dead-letters",
      "Only invoked synchronously: Jira receives the error, and repeats the delivery.",
    );
    const { api } = new JiraApi(this, "api", {
      project: config.project,
      handler: webhook,
      keyArn: keys.platform,
    });
    return `${api.apiEndpoint}/jira/webhook`;
  }

  private addProvision(props: TicketingProps, tickets: WorkQueue): void {
    const { config, jira, deployment, keys, table, fileSystem } = props;
    const { project, environment, defaults, policy } = config;
    const { idleStopMinutes, dormancy } = config.scheduler;
    const worker = new LambdaFunction(this, "provision", {
      deployment,
      keyArn: keys.platform,
      contract: provision,
      policy: provisionPolicy({
        deployment,
        secretArn: this.apiToken.arn,
        queueArn: tickets.queue.arn,
        tableArn: table.arn,
        fileSystemArn: fileSystem.arn,
        vmPolicyArn: props.vmPolicyArn,
        boundaryArn: props.boundaryArn,
        keyArn: keys.platform,
        volumesKeyArn: keys.volumes,
      }),
      settings: {
        project,
        environment,
        defaults,
        scheduleNames: Object.keys(config.schedules).sort(),
        idleStopMinutes,
        policy,
        ...(dormancy ? { dormancy } : {}),
        jira,
      },
      variables: {
        TABLE_NAME: table.name,
        JIRA_SECRET_ID: this.apiToken.name,
        SUBNET_IDS: props.subnets.map(({ id }) => id).join(","),
        FILE_SYSTEM_ID: fileSystem.id,
        VM_POLICY_ARN: props.vmPolicyArn,
        BOUNDARY_ARN: props.boundaryArn,
        VOLUMES_KEY_ARN: keys.volumes,
      },
      alarmTopicArn: props.alarmTopicArn,
    });
    new LambdaEventSourceMapping(this, "tickets-to-provision", {
      eventSourceArn: tickets.queue.arn,
      functionName: worker.function.arn,
      batchSize: BATCH_SIZE,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: MAX_CONCURRENCY },
    });
  }
}
