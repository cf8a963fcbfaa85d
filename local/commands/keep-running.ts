import type { Output } from "../tools/output";
import type { World } from "../world/world";

/** Prints how to use the running services, and waits for Ctrl-C. */
export async function keepRunning(world: World, output: Output, signal: AbortSignal): Promise<void> {
  const { emulator, jira, config, jiraLogin } = world;
  const now = await emulator.now();
  output.heading("Everything keeps running until Ctrl-C.");
  output.line(`
  AWS, from another terminal (its clock says ${now.toISOString()}):

    export AWS_ENDPOINT_URL=${emulator.url} AWS_REGION=${config.region} AWS_DEFAULT_REGION=${config.region}
    export AWS_ACCESS_KEY_ID=person AWS_SECRET_ACCESS_KEY=person
    aws ec2 describe-instances --query 'Reservations[].Instances[].[InstanceId,State.Name,Tags[?Key==\`Name\`]|[0].Value]' --output text
    aws dynamodb scan --table-name ${config.project} --query 'Items[].[pk.S,sk.S]' --output text

  The emulator's control API: its clock, and every recorded call:

    curl -s ${emulator.url}/overlay/clock
    curl -s '${emulator.url}/overlay/calls?after=0'

  The webhook, which refuses unsigned requests:

    curl -si -X POST -d '{}' ${world.isLive ? world.lambdas.apiUrl : "(not deployed)"}/jira/webhook

  The Jira stand-in, with the tickets of the config and of the run:

    curl -s -u ${jiraLogin} ${jira.url}/rest/api/3/issue/${config.jira?.projects[0]}-9001`);
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
