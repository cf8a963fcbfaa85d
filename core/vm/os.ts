import { slug } from "./slug";

/** Operating systems a VM can run, as the `OS` tag and `devvms.yaml` spell them. */
export const OS_NAMES = [
  "AmazonLinux2023",
  "RHEL8",
  "RHEL9",
  "Ubuntu20.04",
  "Ubuntu22.04",
  "Ubuntu24.04",
] as const;

export type OsName = (typeof OS_NAMES)[number];

/** Where the vendor's current image is found: a public SSM parameter, or the newest image of an owner by name. */
export type VendorImage =
  | { readonly ssmParameter: string }
  | { readonly owner: string; readonly namePattern: string };

export interface Os {
  readonly name: OsName;
  /** As in names of AWS resources: `ubuntu22-04`. */
  readonly slug: string;
  readonly image: VendorImage;
  /** Root device as the vendor's image names it. */
  readonly rootDevice: string;
  /** Last day of the vendor's security updates without an extra contract, ISO. */
  readonly supportedUntil: string;
  /** Spellings that people use on tickets, compared without case, spaces, dots and hyphens. */
  readonly aliases: readonly string[];
}

/** Red Hat's account in the commercial regions: RHEL has no public SSM parameter. */
const RED_HAT = "309956199498";
const canonical = (version: string, volume: string) => ({
  ssmParameter: `/aws/service/canonical/ubuntu/server/${version}/stable/current/amd64/hvm/${volume}/ami-id`,
});

const table: Record<OsName, Omit<Os, "name" | "slug">> = {
  AmazonLinux2023: {
    image: { ssmParameter: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" },
    rootDevice: "/dev/xvda",
    supportedUntil: "2029-06-30",
    aliases: ["Amazon Linux", "Amazon Linux 2023", "AL2023", "Amazon"],
  },
  RHEL8: {
    image: { owner: RED_HAT, namePattern: "RHEL-8.*_HVM-*-x86_64-*-Hourly2-GP3" },
    rootDevice: "/dev/sda1",
    supportedUntil: "2029-05-31",
    aliases: ["RHEL 8", "Red Hat 8", "Red Hat Enterprise Linux 8"],
  },
  RHEL9: {
    image: { owner: RED_HAT, namePattern: "RHEL-9.*_HVM-*-x86_64-*-Hourly2-GP3" },
    rootDevice: "/dev/sda1",
    supportedUntil: "2032-05-31",
    aliases: [
      "RHEL 9",
      "RHEL",
      "Red Hat 9",
      "Red Hat",
      "Red Hat Enterprise Linux 9",
      "Red Hat Enterprise Linux",
    ],
  },
  "Ubuntu20.04": {
    image: canonical("20.04", "ebs-gp2"),
    rootDevice: "/dev/sda1",
    supportedUntil: "2025-05-31",
    aliases: ["Ubuntu 20.04", "Ubuntu 20.04 LTS", "Ubuntu 20", "Focal"],
  },
  "Ubuntu22.04": {
    image: canonical("22.04", "ebs-gp2"),
    rootDevice: "/dev/sda1",
    supportedUntil: "2027-04-30",
    aliases: ["Ubuntu 22.04", "Ubuntu 22.04 LTS", "Ubuntu 22", "Jammy"],
  },
  "Ubuntu24.04": {
    image: canonical("24.04", "ebs-gp3"),
    rootDevice: "/dev/sda1",
    supportedUntil: "2029-05-31",
    aliases: ["Ubuntu", "Ubuntu 24.04", "Ubuntu 24.04 LTS", "Ubuntu 24", "Noble"],
  },
};

export const OPERATING_SYSTEMS: readonly Os[] = OS_NAMES.map((name) => ({
  name,
  slug: slug(name),
  ...table[name],
}));

export function osByName(name: OsName): Os {
  return { name, slug: slug(name), ...table[name] };
}

/** The operating system that people mean by `text`, or undefined. */
export function parseOs(text: string): OsName | undefined {
  const wanted = fold(text);
  return OPERATING_SYSTEMS.find((os) =>
    [os.name, ...os.aliases].some((spelling) => fold(spelling) === wanted),
  )?.name;
}

/** True when the vendor's support ended before `now`'s date in UTC. */
export function isPastSupport(name: OsName, now: Date): boolean {
  return now.toISOString().slice(0, 10) > table[name].supportedUntil;
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[\s._-]+/g, "");
}

/** SSM parameter that holds the current image id of an operating system; Image Builder writes below this prefix only. */
export function imageParameter(project: string, name: OsName): string {
  return `/imagebuilder/${project}/${slug(name)}`;
}

/** Launch template that VMs of an operating system are made from. */
export function launchTemplateName(project: string, name: OsName): string {
  return `${project}-${slug(name)}`;
}
