import * as z from "zod";
import { DEFAULTS, NOTICES, POLICY, STATUSES } from "./defaults";
import { instanceClass, instanceType, os, region, scheduleName, timezone } from "./fields";
import { jiraBaseUrl } from "./jira-url";
import { formed, ruled, whole } from "./rules";

export const rootVolumeGb = whole(20, 16_384, 100, "Size of the root volume in GB.");

export const fallbackTypes = z
  .array(instanceType)
  .max(5)
  .meta({ description: "Instance types that stand in, in order, where there is no capacity." });

export const hibernate = z.boolean().meta({
  description: "Hibernate at a stop; settled when the VM is made. Its root volume holds its memory.",
});

export const defaults = z
  .strictObject({
    instanceType: instanceType.default(DEFAULTS.instanceType),
    os: os.default(DEFAULTS.os),
    timezone: timezone.default(DEFAULTS.timezone),
    schedule: scheduleName.default(DEFAULTS.schedule),
    rootVolumeGb: rootVolumeGb.default(DEFAULTS.rootVolumeGb),
    fallbackTypes: fallbackTypes.default([...DEFAULTS.fallbackTypes]),
    hibernate: hibernate.default(DEFAULTS.hibernate),
  })
  .meta({ description: "What an entry or a ticket that does not say otherwise gets." })
  .prefault({});

function database(engine: string, version: RegExp, examples: readonly [string, string]) {
  return z
    .strictObject({
      instanceClass,
      storageGb: whole(20, 65_536, 100, "Storage in GB."),
      version: formed(version, `a version of ${engine}`, `Write one such as "${examples[0]}", in quotes.`, {
        description: `Version of ${engine}, in quotes.`,
        examples,
      }).default(examples[0]),
      multiAz: z.boolean().meta({ description: "A standby in a second zone." }).default(false),
      backupDays: whole(1, 35, 7, "Days that automated backups are kept.").default(7),
      deletionProtection: z.boolean().meta({ description: "Refuse to delete the database." }).default(true),
      caCertificate: formed(
        /^rds-ca-[a-z0-9-]+$/,
        "the name of a certificate authority of RDS",
        "Write one such as rds-ca-rsa2048-g1.",
        {
          description: "Authority of the server's certificate; AWS's own choice where absent.",
          examples: ["rds-ca-rsa2048-g1"],
        },
      ).optional(),
    })
    .meta({ description: `The shared ${engine} server.` });
}

export const databases = z
  .strictObject({
    postgres: database("PostgreSQL", /^1[2-9](?:\.\d+)?$/, ["16", "16.4"]).optional(),
    mysql: database("MySQL", /^8\.\d(?:\.\d+)?$/, ["8.0", "8.4"]).optional(),
  })
  .meta({ description: "Shared database servers; none where absent." })
  .prefault({});

const status = (description: string) =>
  ruled(z.string(), (value) =>
    value.trim() === ""
      ? { message: "the name of the status is empty", hint: "Write it as Jira shows it." }
      : undefined,
  ).meta({ description });

const customField = (description: string) =>
  formed(/^customfield_\d{4,}$/, "the id of a custom field", "Write one such as customfield_10001.", {
    description,
    examples: ["customfield_10001"],
  });

export const jira = z
  .strictObject({
    baseUrl: jiraBaseUrl,
    projects: z
      .array(
        formed(
          /^[A-Z][A-Z0-9_]+$/,
          "the key of a Jira project",
          "Use uppercase letters and digits, such as INFRA.",
          {
            description: "Project key.",
            examples: ["INFRA"],
          },
        ),
      )
      .min(1)
      .meta({ description: "Keys of the projects whose tickets are taken." }),
    statuses: z
      .strictObject({
        provision: status("Asks for a VM.").default(STATUSES.provision),
        done: status("The ticket is moved to it once the VM is ready.").default(STATUSES.done),
        stop: status("Stops the VM.").default(STATUSES.stop),
        terminate: status("Removes the VM; the home stays.").default(STATUSES.terminate),
      })
      .meta({ description: "Names of the statuses that mean something." })
      .prefault({}),
    fields: z
      .strictObject({
        client: customField("Field with the client's name."),
        developer: customField("Field with the developer's name."),
        instanceType: customField("Field with the instance type.").optional(),
        os: customField("Field with the operating system.").optional(),
        autoStart: customField("Field with the time to start at.").optional(),
        autoStop: customField("Field with the time to stop at.").optional(),
        timezone: customField("Field with the time zone.").optional(),
        schedule: customField("Field with the name of a schedule, or its text.").optional(),
      })
      .meta({ description: "Ids of the ticket's custom fields, which differ from site to site." }),
  })
  .meta({ description: "The ticket system; none where absent." });

export const policy = z
  .strictObject({
    instanceTypes: z
      .array(instanceType)
      .min(1)
      .meta({ description: "Instance types that entries and tickets may ask for." })
      .default([...POLICY.instanceTypes]),
    maxVmsPerClient: whole(1, 1000, 20, "VMs that one client may have.").default(POLICY.maxVmsPerClient),
    maxVmsPerDeveloper: whole(1, 100, 3, "VMs that one developer may have, over all clients.").default(
      POLICY.maxVmsPerDeveloper,
    ),
  })
  .meta({ description: "What entries and tickets may ask for." })
  .prefault({});

export const state = z
  .strictObject({
    backend: z
      .enum(["local", "s3"])
      .meta({ description: "Where Terraform keeps its state: on this machine, or in an S3 bucket." })
      .default("local"),
    bucket: formed(
      /^(?=.{3,63}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])$/,
      "the name of an S3 bucket",
      "Use 3 to 63 lowercase letters, digits, hyphens and dots.",
      { description: "Bucket, for s3.", examples: ["acme-dev-vm-state"] },
    ).optional(),
    region: region
      .meta({ description: "Region of the bucket; the deployment's own where absent." })
      .optional(),
  })
  .meta({ description: "Terraform's state." })
  .prefault({});

const github = z
  .strictObject({
    repository: formed(
      /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/,
      "a repository of GitHub",
      "Write owner and name, such as acme/dev-vm.",
      { description: "Repository whose workflows deploy and plan.", examples: ["acme/dev-vm"] },
    ),
    environment: formed(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
      "the name of an environment",
      "Use letters, digits and . _ -.",
      { description: "GitHub environment that deployments run in.", examples: ["production"] },
    ).default("production"),
    provider: z
      .enum(["create", "existing"])
      .meta({ description: "The account's OIDC provider for GitHub: made here, or there already." })
      .default("create"),
  })
  .meta({ description: "Workflows of a GitHub repository." });

export const deploy = z
  .strictObject({
    github: github.optional(),
    principals: z
      .array(
        formed(
          /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/,
          "the ARN of an IAM role or user",
          "Write one such as arn:aws:iam::123456789012:role/platform-engineer.",
          {
            description: "An IAM role or user.",
            examples: ["arn:aws:iam::123456789012:role/platform-engineer"],
          },
        ),
      )
      .meta({ description: "IAM roles and users that may deploy." })
      .default([]),
  })
  .meta({ description: "Who may take on the deploy role; whom the account's own policies let, where empty." })
  .prefault({});

export const alarms = z
  .strictObject({
    email: formed(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, "an e-mail address", "Write one such as ops@example.com.", {
      description: "Address that alarms are sent to.",
      examples: ["ops@example.com"],
    }).optional(),
  })
  .meta({ description: "Who hears of trouble." })
  .prefault({});

export const notices = z
  .strictObject({
    ticket: z
      .enum(["never", "exceptional", "always"])
      .meta({
        description:
          "Stops that a VM's ticket is warned of: none, those outside its working hours, or the daily ones too.",
      })
      .default(NOTICES.ticket),
  })
  .meta({ description: "Who is warned before a VM is stopped; whoever is logged in on it always is." })
  .prefault({});
