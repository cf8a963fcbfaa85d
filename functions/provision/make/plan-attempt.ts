import { randomUUID } from "node:crypto";
import { DescribeLaunchTemplatesCommand } from "@aws-sdk/client-ec2";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { schedulesPath } from "../../../core/aws/agreed-names";
import type { NamedSchedule } from "../../../core/schedule/model";
import { imageParameter, launchTemplateName } from "../../../core/vm/os";
import { STATE_LAUNCHING, TAG } from "../../../core/vm/tags";
import type { VmSpec } from "../../../core/vm-spec/vm-spec";
import { vmTags } from "../../../core/vm-spec/vm-tags";
import { onCode } from "../../shared/aws-errors";
import type { Context } from "../context";
import { LaunchFailedError } from "../errors";
import type { LaunchAttempt } from "../record/record";
import type { Home } from "./access-point";

/** A VM to be launched, with the home and the identity that were ensured for it. */
export interface NewVm {
  readonly spec: VmSpec;
  readonly home: Home;
  readonly profileName: string;
}

/** A new launch attempt in that subnet, with the current image and template version, fixed before the call. */
export async function planAttempt(
  ctx: Context,
  { spec, home, profileName }: NewVm,
  subnetId: string,
): Promise<LaunchAttempt> {
  const { project, environment, idleStopMinutes } = ctx.config.settings;
  const { volumesKeyArn } = ctx.config;
  const now = ctx.now().toISOString();
  const [imageId, template, schedules] = await Promise.all([
    currentImage(ctx, spec),
    currentTemplate(ctx, spec),
    namedSchedules(ctx, spec),
  ]);
  const common = { project, environment, idleStopMinutes };
  const tags = vmTags({ ...common, spec, schedules, created: now.slice(0, 10), home });
  return {
    token: randomUUID(),
    subnetId,
    instanceType: spec.instanceType,
    ...template,
    imageId,
    os: spec.os,
    rootVolumeGb: spec.rootVolumeGb,
    volumesKeyArn,
    hibernate: spec.hibernate,
    profileName,
    tags: { ...tags, [TAG.state]: STATE_LAUNCHING },
    at: now,
  };
}

async function currentImage(ctx: Context, spec: VmSpec): Promise<string> {
  const name = imageParameter(ctx.config.settings.project, spec.os);
  const imageId = await readParameter(ctx, name);
  if (imageId) return imageId;
  throw notDeployed(
    spec,
    "ImageParameterNotFound",
    `The parameter ${name} with the image of ${spec.os} is missing.`,
  );
}

async function currentTemplate(
  { aws, config }: Context,
  spec: VmSpec,
): Promise<Pick<LaunchAttempt, "templateId" | "templateVersion">> {
  const name = launchTemplateName(config.settings.project, spec.os);
  const { LaunchTemplates = [] } = await aws.ec2
    .send(new DescribeLaunchTemplatesCommand({ LaunchTemplateNames: [name] }))
    .catch(onCode(["InvalidLaunchTemplateName.NotFoundException"], () => ({ LaunchTemplates: [] })));
  const [template] = LaunchTemplates;
  if (template?.LaunchTemplateId && template.LatestVersionNumber) {
    return { templateId: template.LaunchTemplateId, templateVersion: String(template.LatestVersionNumber) };
  }
  throw notDeployed(spec, "LaunchTemplateNotFound", `The launch template ${name} is missing.`);
}

/** The named schedule that the VM follows, if any: the VM's tags contain its hours. */
async function namedSchedules(ctx: Context, { schedule }: VmSpec): Promise<Record<string, NamedSchedule>> {
  if (!("name" in schedule)) return {};
  const text = await readParameter(ctx, `${schedulesPath(ctx.config.settings.project)}/${schedule.name}`);
  return text ? { [schedule.name]: JSON.parse(text) as NamedSchedule } : {};
}

async function readParameter({ aws }: Context, name: string): Promise<string | undefined> {
  const found = await aws.ssm
    .send(new GetParameterCommand({ Name: name }))
    .catch(onCode(["ParameterNotFound"], () => undefined));
  return found?.Parameter?.Value;
}

function notDeployed(person: VmSpec, code: string, reason: string): LaunchFailedError {
  const whatToDo =
    "The platform team has to deploy it. The launch is retried for a while; after that, move the ticket here again.";
  return new LaunchFailedError({ person, code, reason, whatToDo, retryable: true });
}
