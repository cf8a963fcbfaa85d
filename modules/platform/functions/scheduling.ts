import { Construct } from "constructs";
import type { StartStopSettings } from "../../../core/settings";
import { startStopPolicy } from "../../../functions/start-stop/policy";
import { LambdaFunction } from "../lambda/lambda-function";
import { Timer } from "../lambda/timer";
import type { FunctionContext } from "./function-context";
import { StartStopAlarms } from "./start-stop-alarms";
import { WarnDocument } from "./warn-document";

/** A run ends before the next one begins. */
const TIMEOUT_SECONDS = 240;

/** Starts and stops VMs by their schedules: `start-stop`, every five minutes. */
export class Scheduling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { config, deployment, keys, alarmTopicArn, deadLetterQueue }: FunctionContext,
  ) {
    super(scope, id);
    const settings: StartStopSettings = {
      project: config.project,
      defaultTimezone: config.defaults.timezone,
      rules: config.scheduler,
      instanceTypes: config.policy.instanceTypes,
    };
    const startStop = new LambdaFunction(this, "start-stop", {
      deployment,
      keyArn: keys.platform,
      functionName: "start-stop",
      description: "Starts and stops VMs by their schedules",
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMb: 512,
      policy: startStopPolicy({
        deployment,
        volumesKeyArn: keys.volumes,
        instanceTypes: config.policy.instanceTypes,
      }),
      settings,
      deadLetterQueue,
      alarmTopicArn,
    });
    new WarnDocument(this, "warning", { project: config.project });
    new StartStopAlarms(this, "alarms", {
      project: config.project,
      functionName: `${config.project}-start-stop`,
      timeoutSeconds: TIMEOUT_SECONDS,
      alarmTopicArn,
    });
    new Timer(this, "timer", {
      name: `${config.project}-start-stop`,
      description: "Schedules are looked at every five minutes",
      expression: "rate(5 minutes)",
      target: startStop,
      input: { scheduledTime: "<aws.scheduler.scheduled-time>" },
      deployment,
      keyArn: keys.platform,
      deadLetterQueue,
    });
  }
}
