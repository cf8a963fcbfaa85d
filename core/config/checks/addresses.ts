import {
  type AddressPlan,
  type AddressPlanInput,
  addressPlan,
  smallestPrefix,
} from "../../network/address-plan";
import { uid } from "../../vm/uid";
import { at, type Cursor, isMapping, items } from "../cursor";
import { POLICY } from "../defaults";
import type { Finding } from "../finding";
import { entriesOf } from "./people";
import { readNetwork } from "./read-network";

/** Share of the addresses from which on the plan is called tight. */
const TIGHT = 0.8;

/** The most VMs that a config may come to have. */
interface Fleet {
  /** Entries of the config, by the zone that they are put in. */
  readonly perZone: readonly number[];
  readonly entries: number;
  /** Entries, and what tickets may add to them. */
  readonly most: number;
}

/** A fleet that the subnets have no addresses for, or hardly. */
export function addressFindings(file: Cursor): Finding[] {
  const network = readNetwork(file);
  if (!network.hasUsableCidr) return [];
  const input: AddressPlanInput = { ...network, databases: databaseCount(file) };
  const plan = addressPlan(input);
  const fleet = fleetOf(file, network.azs);
  const { path } = at(file, "network", "cidr");
  if (!fits(plan, fleet)) {
    return [
      {
        path,
        message: `${describe(network.cidr, plan, fleet)}, which do not fit`,
        hint: remedy(input, fleet),
      },
    ];
  }
  if (fleet.most <= TIGHT * plan.vms) return [];
  const percent = Math.round((100 * fleet.most) / plan.vms);
  return [
    {
      path,
      severity: "warning",
      message: `${describe(network.cidr, plan, fleet)}: ${percent} % of the addresses`,
      hint: remedy(input, fleet),
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

function remedy(input: AddressPlanInput, fleet: Fleet): string {
  const [address = "", length] = input.cidr.split("/");
  const prefix = smallestPrefix(Number(length) - 1, (candidate) => {
    const plan = addressPlan({ ...input, cidr: `${address}/${candidate}` });
    return fits(plan, fleet) && fleet.most <= TIGHT * plan.vms;
  });
  const larger =
    prefix === undefined ? "Split the fleet into cells" : `Choose a /${prefix} before the first deployment`;
  const zones = input.azs === 2 ? ", or azs: 3" : "";
  const limit = fleet.most > fleet.entries ? ", or lower policy.maxVmsPerClient" : "";
  return `${larger}${zones}${limit}.`;
}

/** Tickets may bring every client up to its limit. */
function fleetOf(file: Cursor, azs: number): Fleet {
  const entries = entriesOf(file);
  const perZone = Array.from(
    { length: azs },
    (_, zone) => entries.filter((entry) => uid(entry) % azs === zone).length,
  );
  const limit = at(file, "policy", "maxVmsPerClient").value ?? POLICY.maxVmsPerClient;
  const hasTickets = isMapping(at(file, "jira").value) && typeof limit === "number";
  const most = items(at(file, "clients"))
    .map((client) => items(at(client, "developers")).length)
    .reduce((sum, count) => sum + (hasTickets ? Math.max(count, limit) : count), 0);
  return { perZone, entries: entries.length, most };
}

function databaseCount(file: Cursor): number {
  return ["postgres", "mysql"].filter((engine) => isMapping(at(file, "databases", engine).value)).length;
}
