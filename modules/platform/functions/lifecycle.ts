import type { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import { contract } from "../../../functions/lifecycle/contract";
import { lifecyclePolicy } from "../../../functions/lifecycle/policy";
import { LambdaFunction } from "../lambda/lambda-function";
import { addTimers } from "../lambda/timer";
import type { FunctionContext } from "./function-context";
import type { Ticketing } from "./ticketing";

export interface LifecycleProps extends FunctionContext {
  readonly table: DynamodbTable;
  /** Undefined without a ticket system. */
  readonly ticketing: Ticketing | undefined;
}

/** Finds unused VMs and VMs without a ticket: `lifecycle`, once a day. */
export class Lifecycle extends Construct {
  constructor(scope: Construct, id: string, props: LifecycleProps) {
    super(scope, id);
    const { config, deployment, keys, table, ticketing, deadLetterQueue, alarmTopicArn } = props;
    const { project, jira, scheduler } = config;
    const lifecycle = new LambdaFunction(this, "lifecycle", {
      deployment,
      keyArn: keys.platform,
      contract,
      policy: lifecyclePolicy({
        deployment,
        tableArn: table.arn,
        topicArn: alarmTopicArn,
        keyArn: keys.platform,
        tickets: ticketing && { secretArn: ticketing.apiToken.arn, queueArn: ticketing.queue.arn },
      }),
      settings: {
        project,
        ...(scheduler.dormancy ? { dormancy: scheduler.dormancy } : {}),
        ...(jira ? { jira } : {}),
      },
      variables: {
        TABLE_NAME: table.name,
        TOPIC_ARN: alarmTopicArn,
        ...(ticketing ? { JIRA_SECRET_ID: ticketing.apiToken.name, QUEUE_URL: ticketing.queue.url } : {}),
      },
      deadLetterQueue,
      alarmTopicArn,
    });
    addTimers(this, contract, { target: lifecycle, deployment, keyArn: keys.platform, deadLetterQueue });
  }
}
