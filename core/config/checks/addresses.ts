import {
  type AddressPlan,
  type AddressPlanInput,
  addressPlan,
  smallestPrefix,
} from "../../network/address-plan";
import { uid } from "../../vm/uid";
import { at, type Cursor, isMapping, items } from "../file/cursor";
import type { ProblemAtPath } from "../file/problem";
import { namedEntriesOf } from "../sections/clients/entries";
import { readNetwork } from "../sections/network/read-network";
import { BUILT_IN_POLICY } from "../sections/policy";

/** Share of the addresses from which on they are reported to run short. */
const SHORT_SHARE = 0.8;

/** The most VMs that a config allows. */
interface Fleet {
  /** Entries of the config, by availability zone. */
  readonly perZone: readonly number[];
  readonly entries: number;
  /** Entries, and the VMs that tickets may add. */
  readonly most: number;
}

/** Refuses a fleet that the subnets have too few addresses for, and warns when they run short. */
export function checkAddresses(file: Cursor): ProblemAtPath[] {
  const network = readNetwork(at(file, "network"));
  if (!network.hasUsableCidr) return [];
  const input: AddressPlanInput = { ...network, databases: countDatabases(file) };
  const plan = addressPlan(input);
  const fleet = measureFleet(file, network.azs);
  const { path } = at(file, "network", "cidr");
  if (!fits(plan, fleet)) {
    return [
      {
        path,
        message: `${describe(network.cidr, plan, fleet)}, which do not fit`,
        hint: suggestSize(input, fleet),
      },
    ];
  }
  if (fleet.most <= SHORT_SHARE * plan.vms) return [];
  const percent = Math.round((100 * fleet.most) / plan.vms);
  return [
    {
      path,
      severity: "warning",
      message: `${describe(network.cidr, plan, fleet)}: ${percent} % of the addresses`,
      hint: suggestSize(input, fleet),
    },
  ];
}

function fits(plan: AddressPlan, { perZone, most }: Fleet): boolean {
  const isZoneFull = plan.subnets.some(
    ({ tier, zone, free }) => tier === "private" && (perZone[zone] ?? 0) > free,
  );
  return most <= plan.vms && !isZoneFull;
}

function describe(cidr: string, { vms, subnets }: AddressPlan, { perZone, entries, most }: Fleet): string {
  const zones = subnets
    .filter(({ tier }) => tier === "private")
    .map(({ zone, free }) => `${perZone[zone] ?? 0} of ${free} in zone ${"abc"[zone]}`);
  return (
    `${cidr} has addresses for ${vms} VMs, and the config allows ${most}: ` +
    `${entries} entries (${zones.join(", ")}) and ${most - entries} by ticket`
  );
}

function suggestSize(input: AddressPlanInput, fleet: Fleet): string {
  const [address = "", length] = input.cidr.split("/");
  const prefix = smallestPrefix(Number(length) - 1, (candidate) => {
    const plan = addressPlan({ ...input, cidr: `${address}/${candidate}` });
    return fits(plan, fleet) && fleet.most <= SHORT_SHARE * plan.vms;
  });
  const larger =
    prefix === undefined ? "Split the fleet into cells" : `Choose a /${prefix} before the first deployment`;
  const zones = input.azs === 2 ? ", or azs: 3" : "";
  const limit = fleet.most > fleet.entries ? ", or lower policy.maxVmsPerClient" : "";
  return `${larger}${zones}${limit}.`;
}

/** Tickets may add VMs up to every client's limit. */
function measureFleet(file: Cursor, azs: number): Fleet {
  const entries = namedEntriesOf(at(file, "clients"));
  const perZone = Array.from(
    { length: azs },
    (_, zone) => entries.filter((entry) => uid(entry) % azs === zone).length,
  );
  const limit = at(file, "policy", "maxVmsPerClient").value ?? BUILT_IN_POLICY.maxVmsPerClient;
  const hasTickets = isMapping(at(file, "jira").value) && typeof limit === "number";
  const most = items(at(file, "clients"))
    .map((client) => items(at(client, "developers")).length)
    .reduce((sum, count) => sum + (hasTickets ? Math.max(count, limit) : count), 0);
  return { perZone, entries: entries.length, most };
}

function countDatabases(file: Cursor): number {
  return ["postgres", "mysql"].filter((engine) => isMapping(at(file, "databases", engine).value)).length;
}
