import { Construct } from "constructs";
import { contract } from "../../../functions/start-stop/contract";
import { startStopPolicy } from "../../../functions/start-stop/policy";
import { LambdaFunction } from "../lambda/lambda-function";
import { addTimers } from "../lambda/timer";
import type { FunctionContext } from "./function-context";
import { StartStopAlarms } from "./start-stop-alarms";
import { WarnDocument } from "./warn-document";

/** Starts and stops VMs by their schedules: `start-stop`, every five minutes. */
export class Scheduling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { config, deployment, keys, alarmTopicArn, deadLetterQueue }: FunctionContext,
  ) {
    super(scope, id);
    const startStop = new LambdaFunction(this, "start-stop", {
      deployment,
      keyArn: keys.platform,
      contract,
      policy: startStopPolicy({
        deployment,
        volumesKeyArn: keys.volumes,
        instanceTypes: config.policy.instanceTypes,
      }),
      settings: {
        project: config.project,
        defaultTimezone: config.defaults.timezone,
        rules: config.scheduler,
        instanceTypes: config.policy.instanceTypes,
      },
      variables: {},
      deadLetterQueue,
      alarmTopicArn,
    });
    new WarnDocument(this, "warning", { project: config.project });
    new StartStopAlarms(this, "alarms", {
      project: config.project,
      functionName: `${config.project}-start-stop`,
      timeoutSeconds: contract.timeoutSeconds,
      alarmTopicArn,
    });
    addTimers(this, contract, { target: startStop, deployment, keyArn: keys.platform, deadLetterQueue });
  }
}
