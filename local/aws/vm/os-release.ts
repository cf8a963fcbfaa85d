import type { OsName } from "../../../core/vm/os";

/** What the stand-in needs to know of a vendor's image. */
export interface VendorRoot {
  /** Content of /etc/os-release, cut to what scripts read. */
  readonly osRelease: string;
  /** Unit of the SSM agent, where the image has it. */
  readonly ssmUnit?: string;
  /** Program of EC2 Instance Connect that the SSH server asks for keys, where the image has it. */
  readonly pushedKeys?: string;
}

const UBUNTU = {
  ssmUnit: "snap.amazon-ssm-agent.amazon-ssm-agent.service",
  pushedKeys: "usr/share/ec2-instance-connect/eic_run_authorized_keys",
};

export const VENDOR_ROOTS: Readonly<Record<OsName, VendorRoot>> = {
  AmazonLinux2023: {
    osRelease: osRelease("Amazon Linux", "amzn", "2023"),
    ssmUnit: "amazon-ssm-agent.service",
    pushedKeys: "opt/aws/bin/eic_run_authorized_keys",
  },
  RHEL8: { osRelease: osRelease("Red Hat Enterprise Linux", "rhel", "8.10") },
  RHEL9: { osRelease: osRelease("Red Hat Enterprise Linux", "rhel", "9.4") },
  "Ubuntu20.04": { osRelease: osRelease("Ubuntu", "ubuntu", "20.04"), ...UBUNTU },
  "Ubuntu22.04": { osRelease: osRelease("Ubuntu", "ubuntu", "22.04"), ...UBUNTU },
  "Ubuntu24.04": { osRelease: osRelease("Ubuntu", "ubuntu", "24.04"), ...UBUNTU },
};

function osRelease(name: string, id: string, version: string): string {
  return `NAME="${name}"\nVERSION_ID="${version}"\nID="${id}"\n`;
}
