import { OPERATING_SYSTEMS, type OsName } from "../../../core/vm/os";

/** What the stand-in needs to know of a vendor's image. */
export interface VendorRoot {
  /** Content of /etc/os-release, cut to what scripts read. */
  readonly osRelease: string;
  /** Unit of the SSM agent, where the image has it. */
  readonly ssmUnit?: string;
  /** Program of EC2 Instance Connect that the SSH server asks for keys, where the image has it. */
  readonly pushedKeys?: string;
}

interface Vendor extends Omit<VendorRoot, "osRelease"> {
  /** What `VERSION_ID` has after the version that the table of operating systems names. */
  readonly release?: string;
}

/** Images by `ID` of their os-release file; others have nothing that the boot would not install itself. */
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
