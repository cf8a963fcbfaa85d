import { Construct } from "constructs";
import { startStopPolicy } from "../core/policies/start-stop";
import type { StartStopSettings } from "../core/settings";
import type { FunctionContext } from "./function-context";
import { LambdaFunction } from "./lambda-function";
import { Timer } from "./timer";

/** Starts and stops VMs by their schedules: `start-stop`, every five minutes. */
export class Scheduling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { config, place, keys, alarmTopicArn, deadLetterQueue }: FunctionContext,
  ) {
    super(scope, id);
    const settings: StartStopSettings = {
      project: config.project,
      defaultTimezone: config.defaults.timezone,
      rules: config.scheduler,
    };
    const startStop = new LambdaFunction(this, "start-stop", {
      place,
      keyArn: keys.platform,
      functionName: "start-stop",
      description: "Starts and stops VMs by their schedules",
      timeoutSeconds: 240,
      memoryMb: 512,
      policy: startStopPolicy(place, keys.volumes),
      settings,
      deadLetterQueue,
      alarmTopicArn,
    });
    new Timer(this, "timer", {
      name: `${config.project}-start-stop`,
      description: "Schedules are looked at every five minutes",
      expression: "rate(5 minutes)",
      target: startStop,
      input: { scheduledTime: "<aws.scheduler.scheduled-time>" },
      place,
      keyArn: keys.platform,
      deadLetterQueue,
    });
  }
}
