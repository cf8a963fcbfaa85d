import { slug } from "./slug";

/** Where the vendor's current image is found: a public SSM parameter, or the newest image of an owner by name. */
export type VendorImage =
  | { readonly ssmParameter: string }
  | { readonly owner: string; readonly namePattern: string };

/** What the boot uses: a row of its `os/table.json`. Each way to install has a function in `install.sh`. */
export interface OsBoot {
  /** `ID` of the image's os-release file, and how its `VERSION_ID` begins, up to a dot. */
  readonly id: string;
  readonly version: string;
  readonly packages: "apt" | "dnf";
  /** Unit of the SSM agent, and how the agent is installed if the image lacks it. */
  readonly ssmUnit: string;
  readonly ssmInstall: "package" | "rpm" | "snap";
  /** Packages of EC2 Instance Connect, by name or URL: with them the SSH server accepts pushed keys. */
  readonly pushedKeys: readonly string[];
  readonly efsInstall: "package" | "rpm_from_source" | "deb_from_source";
  /** Packages that building the EFS utilities needs. */
  readonly efsBuildPackages: readonly string[];
  /** SELinux booleans that homes on EFS need. */
  readonly selinuxBooleans: readonly string[];
}

interface OsRow {
  readonly image: VendorImage;
  /** Root device as the vendor's image names it. */
  readonly rootDevice: string;
  /** Last day of the vendor's security updates without an extra contract, ISO. */
  readonly supportedUntil: string;
  /** Spellings that users write on tickets, compared without case, spaces, dots and hyphens. */
  readonly aliases: readonly string[];
  readonly boot: OsBoot;
}

export interface Os extends OsRow {
  readonly name: OsName;
  /** As in names of AWS resources: `ubuntu22-04`. */
  readonly slug: string;
}

/** Red Hat's account in the commercial regions: RHEL has no public SSM parameter. */
const RED_HAT = "309956199498";
const redHat = (version: string) => ({
  owner: RED_HAT,
  namePattern: `RHEL-${version}.*_HVM-*-x86_64-*-Hourly2-GP3`,
});
const canonical = (version: string, volume: string) => ({
  ssmParameter: `/aws/service/canonical/ubuntu/server/${version}/stable/current/amd64/hvm/${volume}/ami-id`,
});

/** RHEL's repositories have none of these packages; AWS publishes them only in this Region. */
const CONNECT_RPMS =
  "https://amazon-ec2-instance-connect-us-west-2.s3.us-west-2.amazonaws.com/latest/linux_amd64";

function rhelBoot(version: string, connectRpm: string): OsBoot {
  return {
    id: "rhel",
    version,
    packages: "dnf",
    ssmUnit: "amazon-ssm-agent.service",
    ssmInstall: "rpm",
    pushedKeys: [connectRpm, "ec2-instance-connect-selinux.noarch.rpm"].map(
      (name) => `${CONNECT_RPMS}/${name}`,
    ),
    efsInstall: "rpm_from_source",
    efsBuildPackages: ["make", "rpm-build", "rust", "cargo", "gcc", "openssl-devel", "tar", "gzip"],
    selinuxBooleans: ["use_nfs_home_dirs"],
  };
}

function ubuntuBoot(version: string): OsBoot {
  return {
    id: "ubuntu",
    version,
    packages: "apt",
    ssmUnit: "snap.amazon-ssm-agent.amazon-ssm-agent.service",
    ssmInstall: "snap",
    pushedKeys: ["ec2-instance-connect"],
    efsInstall: "deb_from_source",
    efsBuildPackages: [
      "binutils",
      "gcc",
      "rustc",
      "cargo",
      "pkg-config",
      "libssl-dev",
      "gettext-base",
      "curl",
    ],
    selinuxBooleans: [],
  };
}

/** All that differs by operating system, under the names that the `OS` tag and `devvms.yaml` use. */
const TABLE = {
  AmazonLinux2023: {
    image: { ssmParameter: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" },
    rootDevice: "/dev/xvda",
    supportedUntil: "2029-06-30",
    aliases: ["Amazon Linux", "Amazon Linux 2023", "AL2023", "Amazon"],
    boot: {
      id: "amzn",
      version: "2023",
      packages: "dnf",
      ssmUnit: "amazon-ssm-agent.service",
      ssmInstall: "package",
      pushedKeys: ["ec2-instance-connect", "ec2-instance-connect-selinux"],
      efsInstall: "package",
      efsBuildPackages: [],
      selinuxBooleans: [],
    },
  },
  RHEL8: {
    image: redHat("8"),
    rootDevice: "/dev/sda1",
    supportedUntil: "2029-05-31",
    aliases: ["RHEL 8", "Red Hat 8", "Red Hat Enterprise Linux 8"],
    boot: rhelBoot("8", "ec2-instance-connect.rhel8.rpm"),
  },
  RHEL9: {
    image: redHat("9"),
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
    boot: rhelBoot("9", "ec2-instance-connect.rpm"),
  },
  "Ubuntu20.04": {
    image: canonical("20.04", "ebs-gp2"),
    rootDevice: "/dev/sda1",
    supportedUntil: "2025-05-31",
    aliases: ["Ubuntu 20.04", "Ubuntu 20.04 LTS", "Ubuntu 20", "Focal"],
    boot: ubuntuBoot("20.04"),
  },
  "Ubuntu22.04": {
    image: canonical("22.04", "ebs-gp2"),
    rootDevice: "/dev/sda1",
    supportedUntil: "2027-04-30",
    aliases: ["Ubuntu 22.04", "Ubuntu 22.04 LTS", "Ubuntu 22", "Jammy"],
    boot: ubuntuBoot("22.04"),
  },
  "Ubuntu24.04": {
    image: canonical("24.04", "ebs-gp3"),
    rootDevice: "/dev/sda1",
    supportedUntil: "2029-05-31",
    aliases: ["Ubuntu", "Ubuntu 24.04", "Ubuntu 24.04 LTS", "Ubuntu 24", "Noble"],
    boot: ubuntuBoot("24.04"),
  },
} satisfies Readonly<Record<string, OsRow>>;

export type OsName = keyof typeof TABLE;

/** Operating systems that a VM can run. */
export const OS_NAMES = Object.keys(TABLE) as readonly OsName[];

export const OPERATING_SYSTEMS: readonly Os[] = OS_NAMES.map(osByName);

export function osByName(name: OsName): Os {
  return { name, slug: slug(name), ...TABLE[name] };
}

/** The operating system that users mean by `text`, or undefined. */
export function parseOs(text: string): OsName | undefined {
  const wanted = fold(text);
  return OPERATING_SYSTEMS.find((os) =>
    [os.name, ...os.aliases].some((spelling) => fold(spelling) === wanted),
  )?.name;
}

/** True when the vendor's support ended before `now`'s date in UTC. */
export function isPastSupport(name: OsName, now: Date): boolean {
  return now.toISOString().slice(0, 10) > TABLE[name].supportedUntil;
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[\s._-]+/g, "");
}

/**
 * SSM parameter that holds the current image id of an operating system; Image Builder writes below this prefix only.
 */
export function imageParameter(project: string, name: OsName): string {
  return `/imagebuilder/${project}/${slug(name)}`;
}

/** Launch template of an operating system. */
export function launchTemplateName(project: string, name: OsName): string {
  return `${project}-${slug(name)}`;
}
