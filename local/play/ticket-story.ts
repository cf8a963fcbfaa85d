import { sessionDocument } from "../../core/aws/sessions";
import { roleName } from "../../core/vm/names";
import { STATE_READY, TAG } from "../../core/vm/tags";
import type { VmReading } from "../world/ec2-reader";
import { BACKLOG } from "../world/jira-site";
import type { World } from "../world/world";
import type { Readings } from "./journal";
import type { Newcomer } from "./newcomer";
import { textOf } from "./text-of";

/** One ticket and the VM that is created for it. */
export class TicketStory {
  private vmId: string | undefined;

  constructor(
    private readonly world: World,
    private readonly newcomer: Newcomer,
  ) {}

  get hasVm(): boolean {
    return this.vmId !== undefined;
  }

  /** The type that the ticket requests. */
  get instanceType(): string {
    return this.newcomer.instanceType;
  }

  /** The texts of the ticket's comments, oldest first. */
  get comments(): readonly string[] {
    return this.world.jira.comments(this.newcomer.ticket).map(({ body }) => textOf(body));
  }

  /** @throws Error before there is one */
  async vm(): Promise<VmReading> {
    if (!this.vmId) throw new Error(`${this.newcomer.ticket} has no VM`);
    return this.world.ec2.vm(this.vmId);
  }

  async checkTicketIsAccepted(read: Readings): Promise<void> {
    const { jira, jiraConfig } = this.world;
    const { ticket, fields } = this.newcomer;
    jira.createIssue({ key: ticket, status: BACKLOG, fields });
    await jira.settled();
    jira.moveIssue(ticket, jiraConfig.statuses.provision);
    await jira.settled();
    const delivery = jira.deliveries.at(-1);
    read.note(
      `${ticket}: ${this.newcomer.developer} at ${this.newcomer.client} moves to ${jiraConfig.statuses.provision}`,
    );
    read.equal("answer to the signed webhook", delivery?.status, 202);
    const answer = await fetch(`${this.world.lambdas.apiUrl}/jira/webhook`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-hub-signature": `sha256=${"0".repeat(64)}` },
      body: JSON.stringify({ webhookEvent: "jira:issue_updated", issue: { key: ticket } }),
    });
    read.equal("answer to a forged one", answer.status, 401);
  }

  async checkVmIsCreated(read: Readings): Promise<void> {
    const { lambdas, ec2, config } = this.world;
    await lambdas.drain();
    const vms = (await ec2.vms()).filter(({ tags }) => tags[TAG.ticket] === this.newcomer.ticket);
    read.equal("VMs of the ticket", vms.length, 1);
    const vm = vms[0];
    if (!vm) return;
    this.vmId = vm.id;
    const { tags, instance } = vm;
    read.note(`${vm.id} in ${instance.Placement?.AvailabilityZone}`);
    read.equal("type", instance.InstanceType, this.newcomer.instanceType);
    for (const [tag, expected] of this.expectedTags()) read.equal(tag, tags[tag], expected);
    const role = instance.IamInstanceProfile?.Arn?.split("/").slice(1).join("/");
    read.equal("role", role, `${config.project}/${roleName(config.project, this.newcomer)}`);
    read.that("home", tags[TAG.homeAccessPoint]?.startsWith("fsap-") ?? false, tags[TAG.homeAccessPoint]);
    read.equal("public address", instance.PublicIpAddress ?? "none", "none");
    read.equal("instance metadata", instance.MetadataOptions?.HttpTokens, "required");
    const volume = await ec2.rootVolume(vm.id);
    read.that(
      "root volume",
      volume.Encrypted === true,
      `${volume.Size} GiB ${volume.VolumeType}, encrypted: ${volume.Encrypted}`,
    );
  }

  async checkVmIsReady(read: Readings): Promise<void> {
    await this.world.settle();
    await this.checkBoots(1, read);
    const vm = await this.vm();
    const commands = this.world.boots.of(vm.id).at(-1)?.commands ?? [];
    const mount = commands.find(({ command }) => command === "mount");
    const line = mount ? ["mount", ...mount.args].join(" ") : "never called";
    read.that(
      "home mounted over TLS through its access point",
      line.includes(vm.tags[TAG.homeAccessPoint] ?? "?"),
      line,
    );
  }

  async checkTicketIsAnswered(read: Readings): Promise<void> {
    const { jira, jiraConfig, config } = this.world;
    const { id } = await this.vm();
    read.equal("status", jira.issue(this.newcomer.ticket)?.status, jiraConfig.statuses.done);
    read.equal("comments", this.comments.length, 1);
    const document = sessionDocument(config.project, "session");
    const command = `aws ssm start-session --target ${id} --region ${config.region} --document-name ${document}`;
    read.that("the comment says how to connect", this.comments[0]?.includes(command) ?? false, command);
  }

  async checkRepeatChangesNothing(read: Readings): Promise<void> {
    const { jira, jiraConfig, ec2 } = this.world;
    const { ticket } = this.newcomer;
    const before = (await ec2.vms()).length;
    jira.moveIssue(ticket, jiraConfig.statuses.provision);
    await this.world.settle();
    read.equal("VMs", (await ec2.vms()).length, before);
    read.equal("comments", this.comments.length, 1);
    read.equal("status", jira.issue(ticket)?.status, jiraConfig.statuses.done);
  }

  async checkState(state: string, read: Readings): Promise<void> {
    const vm = await this.vm();
    read.equal(vm.name, vm.state, state);
    if (state === "stopped")
      read.note(`${vm.instance.StateReason?.Code}: ${vm.instance.StateTransitionReason}`);
  }

  async checkSecondBoot(read: Readings): Promise<void> {
    await this.checkBoots(2, read);
  }

  async launchTime(): Promise<string | undefined> {
    return (await this.vm()).instance.LaunchTime?.toISOString();
  }

  async startByHand(): Promise<void> {
    const { id } = await this.vm();
    await this.world.ec2.start(id);
    await this.world.settle();
  }

  async closeTicket(read: Readings): Promise<void> {
    const { jira, jiraConfig } = this.world;
    jira.moveIssue(this.newcomer.ticket, jiraConfig.statuses.stop);
    await this.world.settle();
    read.equal("ticket", jira.issue(this.newcomer.ticket)?.status, jiraConfig.statuses.stop);
  }

  private async checkBoots(times: number, read: Readings): Promise<void> {
    const vm = await this.vm();
    const boots = this.world.boots.of(vm.id);
    read.equal("boots", boots.length, times);
    read.equal(TAG.state, vm.tags[TAG.state], STATE_READY);
    const last = boots.at(-1);
    if (last?.exitCode !== 0) read.note(last?.log ?? "no boot");
  }

  private expectedTags(): [string, string][] {
    const { client, developer, ticket } = this.newcomer;
    return [
      [TAG.name, `dev-${client}-${developer}`],
      [TAG.client, client],
      [TAG.developer, developer],
      [TAG.ticket, ticket],
      [TAG.os, "RHEL9"],
      [TAG.autoStart, "08:00"],
      [TAG.autoStop, "18:00"],
      [TAG.timezone, "US/Eastern"],
      [TAG.managedBy, this.world.config.project],
    ];
  }
}
