import type { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import type { LifecycleSettings } from "../../../core/settings";
import { lifecyclePolicy } from "../../../functions/lifecycle/policy";
import { LambdaFunction } from "../lambda/lambda-function";
import { Timer } from "../lambda/timer";
import type { FunctionContext } from "./function-context";
import type { Ticketing } from "./ticketing";

export interface LifecycleProps extends FunctionContext {
  readonly table: DynamodbTable;
  /** Absent without a ticket system. */
  readonly ticketing: Ticketing | undefined;
}

/** Finds VMs that nobody uses or answers for: `lifecycle`, once a day. */
export class Lifecycle extends Construct {
  constructor(scope: Construct, id: string, props: LifecycleProps) {
    super(scope, id);
    const { config, deployment, keys, table, ticketing, deadLetterQueue, alarmTopicArn } = props;
    const { project, jira, scheduler } = config;
    const settings: LifecycleSettings = { project, rules: scheduler, ...(jira ? { jira } : {}) };
    const lifecycle = new LambdaFunction(this, "lifecycle", {
      deployment,
      keyArn: keys.platform,
      functionName: "lifecycle",
      description: "Warns of VMs that nobody uses, and has them removed",
      timeoutSeconds: 900,
      memoryMb: 512,
      policy: lifecyclePolicy({
        deployment,
        tableArn: table.arn,
        topicArn: alarmTopicArn,
        keyArn: keys.platform,
        tickets: ticketing && { secretArn: ticketing.apiToken.arn, queueArn: ticketing.queue.arn },
      }),
      settings,
      environment: {
        TABLE_NAME: table.name,
        TOPIC_ARN: alarmTopicArn,
        ...(ticketing ? { JIRA_SECRET_ID: ticketing.apiToken.name, QUEUE_URL: ticketing.queue.url } : {}),
      },
      deadLetterQueue,
      alarmTopicArn,
    });
    new Timer(this, "timer", {
      name: `${project}-lifecycle`,
      description: "VMs that nobody uses are looked for once a day",
      // Within everybody's working day from Europe to America: who is warned can act.
      expression: "cron(0 13 * * ? *)",
      target: lifecycle,
      input: {},
      deployment,
      keyArn: keys.platform,
      deadLetterQueue,
    });
  }
}
