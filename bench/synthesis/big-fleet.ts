import { stringify } from "yaml";

const CLIENTS = 10;

/** A config with that many VMs, shared evenly by ten clients. */
export function bigFleet(vms: number): string {
  const developers = Array.from({ length: vms / CLIENTS }, (_, index) => ({
    name: `developer-${index + 1}`,
  }));
  return stringify(
    {
      project: "dev-vm",
      region: "us-east-1",
      network: { cidr: "10.0.0.0/16", azs: 2, nat: "single" },
      policy: {
        instanceTypes: ["t3.xlarge"],
        maxVmsPerClient: developers.length,
        maxVmsPerDeveloper: CLIENTS,
      },
      clients: Array.from({ length: CLIENTS }, (_, index) => ({ name: `client-${index + 1}`, developers })),
    },
    { aliasDuplicateObjects: false },
  );
}
