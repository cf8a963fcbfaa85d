import { join } from "node:path";
import type { Config } from "../../core/config/config";
import type { JiraConfig } from "../../core/config/sections/jira";
import { FREQUENT_TIMERS } from "../../functions/all-functions";
import { readConfig } from "../../modules/read-config";
import { type Emulator, startEmulator } from "../aws/api/start-emulator";
import type { FunctionError } from "../aws/lambda/model";
import { type LambdaHost, startLambdaHost } from "../aws/lambda/start-lambda-host";
import { startVmHost, type VmHost } from "../aws/vm/start-vm-host";
import type { JiraStandIn } from "../jira/start-jira";
import type { Output } from "../tools/output";
import { deployStacks } from "../tools/terraform/deploy";
import { findTerraform } from "../tools/terraform/find-terraform";
import { type TerraformStackOptions, TerraformStackRunner } from "../tools/terraform/stack";
import { terraformEnv } from "../tools/terraform/terraform-env";
import { Boots } from "./boots";
import { Commands } from "./commands";
import { deployerEnv } from "./deployer-env";
import { type Ec2Reader, ec2Reader } from "./ec2-reader";
import { startJiraSite } from "./jira-site";
import { generateSecrets, type JiraSecrets, storeSecrets } from "./secrets";
import { inOrder, synthesize } from "./synthesize";

export interface WorldOptions {
  readonly configFile: string;
  /** This run's own folder. */
  readonly directory: string;
  /** When the emulated AWS begins. */
  readonly begin: Date;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** The stack that makes the deploy role. */
const BOOTSTRAP = "bootstrap";

export const PROJECT_ROOT = join(__dirname, "..", "..");

/** AWS, Jira and the VMs, all on this machine, with the project's stacks in between. */
export class World {
  private lambdaHost: LambdaHost | undefined;
  /** The administrator's until `bootstrap`, the deploy role's from then on. */
  private deployOptions: TerraformStackOptions;

  private constructor(
    readonly config: Config,
    readonly jiraConfig: JiraConfig,
    readonly emulator: Emulator,
    readonly jira: JiraStandIn,
    readonly vmHost: VmHost,
    readonly boots: Boots,
    readonly commands: Commands,
    readonly ec2: Ec2Reader,
    /** All but `bootstrap`, in the order of their deployment; those of one group do not need each other. */
    readonly stackNames: readonly (readonly string[])[],
    private readonly secrets: JiraSecrets,
    /** Terraform as the account's administrator. */
    readonly administratorOptions: TerraformStackOptions,
    readonly options: WorldOptions,
  ) {
    this.deployOptions = administratorOptions;
  }

  /** Starts the stand-ins and synthesizes the stacks; nothing is deployed yet. */
  static async start(options: WorldOptions): Promise<World> {
    const { configFile, directory, signal, output } = options;
    const { config } = readConfig(configFile);
    const { jira: jiraConfig, region, project } = config;
    if (!jiraConfig)
      throw new Error(
        `${configFile}: the jira section is missing; the run needs it because it creates a VM from a ticket`,
      );
    const terraform = await findTerraform();
    output.line("Starting an emulated AWS and a Jira stand-in, synthesizing the stacks");
    const emulator = await startEmulator({ logFile: join(directory, "emulator.log") });
    const stopOnError: (() => Promise<void>)[] = [() => emulator.stop()];
    try {
      await emulator.setClock(options.begin);
      const secrets = generateSecrets();
      const jira = await startJiraSite(config, jiraConfig, secrets);
      stopOnError.push(() => jira.stop());
      const vmHost = startVmHost({ endpoint: emulator.url, directory: join(directory, "vms"), region });
      const outDir = join(directory, "cdktf.out");
      const synthesized = await synthesize({
        projectRoot: PROJECT_ROOT,
        configFile,
        outDir,
        stateDir: directory,
        signal,
      });
      if (synthesized.warnings) output.line(synthesized.warnings);
      const env = { ...process.env, ...terraformEnv(directory), ...emulator.env, AWS_REGION: region };
      const stackNames = inOrder(synthesized.stacks.filter(({ name }) => name !== BOOTSTRAP)).map((group) =>
        group.map(({ name }) => name),
      );
      const ec2 = ec2Reader(emulator.url, region, project);
      const boots = new Boots(emulator, vmHost);
      return new World(
        config,
        jiraConfig,
        emulator,
        jira,
        vmHost,
        boots,
        new Commands(emulator, vmHost, region),
        ec2,
        stackNames,
        secrets,
        { terraform, env, signal },
        options,
      );
    } catch (error) {
      await Promise.all(stopOnError.map((stop) => stop()));
      throw error;
    }
  }

  /** Terraform with the credentials that the stacks are deployed with. */
  get terraformOptions(): TerraformStackOptions {
    return this.deployOptions;
  }

  /** Folder of the synthesized stacks. */
  get outDir(): string {
    return join(this.options.directory, "cdktf.out");
  }

  /** The stacks of `stackNames`, with `terraformOptions`. */
  get stacks(): readonly (readonly TerraformStackRunner[])[] {
    const runner = (name: string) => new TerraformStackRunner(name, this.outDir, this.terraformOptions);
    return this.stackNames.map((group) => group.map(runner));
  }

  get bootstrapStack(): TerraformStackRunner {
    return new TerraformStackRunner(BOOTSTRAP, this.outDir, this.administratorOptions);
  }

  /** Deploys `bootstrap` as an administrator does once for an account, then assumes the deploy role. */
  async bootstrap(): Promise<void> {
    await deployStacks([[this.bootstrapStack]], this.output);
    await this.assumeDeployRole();
  }

  /** Assumes the deploy role. */
  async assumeDeployRole(): Promise<void> {
    const { emulator, config, administratorOptions } = this;
    const env = await deployerEnv(emulator.url, config, administratorOptions.env);
    this.deployOptions = { ...administratorOptions, env };
  }

  /** The Lambdas. @throws Error before `goLive` */
  get lambdas(): LambdaHost {
    if (!this.lambdaHost) throw new Error("The Lambdas are not deployed yet");
    return this.lambdaHost;
  }

  get isLive(): boolean {
    return this.lambdaHost !== undefined;
  }

  /** `user:password` of Jira's REST API. */
  get jiraLogin(): string {
    return `${this.secrets.email}:${this.secrets.token}`;
  }

  get output(): Output {
    return this.options.output;
  }

  /** After the deployment: stores the secrets, starts the Lambdas and sets Jira's webhook. */
  async goLive(): Promise<void> {
    const { emulator, config, jira, secrets } = this;
    const { region, project } = config;
    await storeSecrets(secrets, { endpoint: emulator.url, region, project });
    this.lambdaHost = await startLambdaHost({
      endpoint: emulator.url,
      region,
      dir: join(this.options.directory, "lambdas"),
      clock: () => emulator.now(),
      origins: { [this.jiraConfig.baseUrl]: jira.url },
    });
    jira.setWebhook({ url: `${this.lambdas.apiUrl}/jira/webhook`, secret: secrets.signing });
  }

  /** Waits until nothing is pending: events are delivered, messages processed, VMs booted and commands run. */
  async settle(): Promise<void> {
    const { output } = this;
    let count: number;
    do {
      await this.jira.settled();
      await this.lambdas.drain();
      count = await this.boots.bootStarted((done, of) => output.progress(`boots: ${done} of ${of}`));
      count += await this.commands.runSent();
    } while (count > 0);
  }

  /** Sets the emulator's time to `at` and fires each timer of a few minutes once. @throws Error when one fails */
  async tick(at: Date): Promise<void> {
    for (const { name } of FREQUENT_TIMERS) {
      const error = await this.fire(name, at);
      if (error) throw new Error(`${name} failed: ${error.errorType}: ${error.errorMessage}`);
    }
    await this.settle();
  }

  /** Sets the emulator's time to `at` and fires a timer. @returns the error of its function, if it failed */
  async fire(timer: string, at: Date): Promise<FunctionError | undefined> {
    await this.emulator.setClock(at);
    const { error } = await this.lambdas.fireSchedule(`${this.config.project}-${timer}`, at);
    return error;
  }

  /** Advances time to `at`: a tick every two hours, and every five minutes in the last quarter of an hour. */
  async passUntil(at: Date): Promise<void> {
    const { output } = this;
    for (let now = await this.emulator.now(); now < at; now = await this.emulator.now()) {
      const next = nextTick(now, at);
      output.progress(`time passes: ${next.toISOString().slice(0, 16)}Z`);
      await this.tick(next);
    }
  }

  async stop(): Promise<void> {
    await this.lambdaHost?.stop();
    this.commands.close();
    await this.vmHost.stop();
    await this.jira.stop();
    await this.emulator.stop();
  }
}

const FIVE_MINUTES = 5 * 60_000;
const QUARTER = 15 * 60_000;
/** The longest time between two ticks of `passUntil`. */
export const TICK_MS = 2 * 60 * 60_000;

function nextTick(now: Date, at: Date): Date {
  const left = at.getTime() - now.getTime();
  const step = left <= QUARTER ? FIVE_MINUTES : Math.min(TICK_MS, left - QUARTER);
  // Ticks are at whole multiples of five minutes, like the timer's.
  const next = Math.floor((now.getTime() + step) / FIVE_MINUTES) * FIVE_MINUTES;
  return new Date(Math.min(at.getTime(), next > now.getTime() ? next : next + FIVE_MINUTES));
}
