import * as z from "zod";
import { timezoneProblem } from "../schedule/validate";
import { OS_NAMES, parseOs } from "../vm/os";
import { cidrProblem, vpcCidrProblem } from "./cidr";
import { formed, quoted, ruled, scheduleText } from "./rules";
import { choices } from "./suggest";

const SLUG =
  "Use lowercase letters, digits and single hyphens, beginning with a letter, at most 20 characters.";

/** What IAM takes as a tag value without surprises; the longest keeps every AWS name derived from it readable. */
const NAME = /^(?=.{1,64}$)(?=.*[\p{L}\p{N}])[\p{L}\p{N}_.@+-]+(?: [\p{L}\p{N}_.@+-]+)*$/u;
const NAME_HINT = "Use letters, digits, single spaces and . _ - @ +, at most 64 characters.";

export function slugText(description: string, ...examples: readonly string[]) {
  return formed(/^(?=.{1,20}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "a short lowercase name", SLUG, {
    description,
    examples,
  });
}

/** Systems Manager refuses parameters below such a name. */
export const project = ruled(
  slugText("Prefix of every AWS name, and the value of the ManagedBy tag.", "dev-vm"),
  (value) =>
    /^(aws|ssm)/.test(value)
      ? {
          message: `${quoted(value)} begins with a word that AWS keeps for itself`,
          hint: "Begin with another word than aws or ssm.",
        }
      : undefined,
);

export const personName = (description: string, example: string) =>
  formed(NAME, "a name that AWS tags can hold", NAME_HINT, { description, examples: [example] });

export const costCenter = formed(
  /^(?=.{1,128}$)[\p{L}\p{N}_.:/=+@-]+(?: [\p{L}\p{N}_.:/=+@-]+)*$/u,
  "a text that AWS tags can hold",
  "Use letters, digits, single spaces and . _ - : / = + @, at most 128 characters.",
  { description: "Who pays: the value of the CostCenter tag.", examples: ["CC-1001"] },
);

export const region = formed(
  /^[a-z]{2}(?:-[a-z]+){1,2}-[1-9]$/,
  "the name of an AWS region",
  "Write one such as us-east-1 or eu-central-1.",
  { description: "AWS region of the deployment.", examples: ["us-east-1", "eu-central-1"] },
);

const GRAVITON = /^(?:a1|[a-z]+\d[a-z-]*g[a-z]*)\./;

export const instanceType = ruled(
  formed(
    /^[a-z][a-z0-9-]*\.(?:nano|micro|small|medium|large|xlarge|\d+xlarge|metal(?:-\d+xl)?)$/,
    "an EC2 instance type",
    "Write family and size, such as t3.xlarge.",
    { description: "EC2 instance type, of the x86-64 families.", examples: ["t3.xlarge", "m5.xlarge"] },
  ),
  (value) =>
    GRAVITON.test(value)
      ? {
          message: `${quoted(value)} is an ARM type, and the images are made for x86-64`,
          hint: "Choose a type such as t3.xlarge or m5.xlarge.",
        }
      : undefined,
);

export const instanceClass = formed(
  /^db\.[a-z][a-z0-9-]*\.(?:micro|small|medium|large|xlarge|\d+xlarge)$/,
  "an RDS instance class",
  "Write db., family and size, such as db.t4g.small.",
  { description: "RDS instance class.", examples: ["db.t4g.small", "db.m7g.large"] },
);

export const os = ruled(z.string(), (value) =>
  parseOs(value)
    ? undefined
    : {
        message: `${quoted(value)} is not a supported operating system`,
        hint: choices(value, OS_NAMES, "Use one of"),
      },
).meta({ description: "Operating system.", examples: OS_NAMES, anyOf: [{ enum: OS_NAMES }, {}] });

export const timezone = scheduleText(timezoneProblem, {
  description: "Time zone of the wall-clock times, by its IANA name.",
  examples: ["US/Eastern", "Europe/Berlin", "Asia/Kolkata"],
});

export const vpcCidr = ruled(z.string(), vpcCidrProblem).meta({
  description: "Private IPv4 block of the VPC, /16 to /22.",
  examples: ["10.0.0.0/16"],
});

export const cidr = ruled(z.string(), cidrProblem).meta({
  description: "IPv4 block.",
  examples: ["192.168.0.0/16"],
});

export const ticket = formed(
  /^[A-Z][A-Z0-9_]+-[1-9]\d*$/,
  "the key of a ticket",
  "Write project and number, such as INFRA-123.",
  { description: "Ticket that asked for the VM.", examples: ["INFRA-123"] },
);

export const scheduleName = formed(
  /^(?=.{1,64}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
  "a name for a schedule",
  "Use lowercase letters, digits and single hyphens, beginning with a letter.",
  {
    description: "Name of a schedule, under schedules or built in.",
    examples: ["office-hours", "always-on"],
  },
);
