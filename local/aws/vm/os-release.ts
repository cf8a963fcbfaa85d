import { OPERATING_SYSTEMS, type OsName } from "../../../core/vm/os";

/** The properties of a vendor's image that the stand-in needs. */
export interface VendorRoot {
  /** Content of /etc/os-release, reduced to what scripts read. */
  readonly osRelease: string;
  /** Unit of the SSM agent, where the image has it. */
  readonly ssmUnit?: string;
  /** Program of EC2 Instance Connect that gives keys to the SSH server, where the image has it. */
  readonly pushedKeys?: string;
}

interface Vendor extends Omit<VendorRoot, "osRelease"> {
  /** The part of `VERSION_ID` after the version in the table of operating systems. */
  readonly release?: string;
}

/** Images by `ID` of their os-release file; other images have nothing preinstalled. */
const VENDORS: Readonly<Record<string, Vendor>> = {
  amzn: { ssmUnit: "amazon-ssm-agent.service", pushedKeys: "opt/aws/bin/eic_run_authorized_keys" },
  rhel: { release: ".10" },
  ubuntu: {
    ssmUnit: "snap.amazon-ssm-agent.amazon-ssm-agent.service",
    pushedKeys: "usr/share/ec2-instance-connect/eic_run_authorized_keys",
  },
};

/** The vendors' images of all operating systems. */
export const VENDOR_ROOTS = Object.fromEntries(
  OPERATING_SYSTEMS.map(({ name, boot: { id, version } }) => {
    const { release = "", ...root } = VENDORS[id] ?? {};
    return [name, { osRelease: `VERSION_ID="${version}${release}"\nID="${id}"\n`, ...root }];
  }),
) as Readonly<Record<OsName, VendorRoot>>;
