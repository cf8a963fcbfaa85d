import { type FleetYamlOptions, fleetYaml, manyDevelopers } from "../support/fleet-yaml";
import { synthesizeConfig } from "../support/synthesize-config";

const VARIANTS: Readonly<Record<string, FleetYamlOptions>> = {
  "no NAT": { nat: "none" },
  "one NAT gateway": { nat: "single" },
  "a NAT gateway a zone": { nat: "per-az", azs: 3 },
  "no database": { databases: false },
  "no ticket system": { jira: false },
  "state in S3": { extra: { state: { backend: "s3", bucket: "acme-state" } } },
  "alarms by mail": { extra: { alarms: { email: "ops@example.com" } } },
  "IPv6 and endpoints": { extra: { network: { ipv6: true, endpoints: ["ssm", "secretsmanager"] } } },
  "no flow logs": { extra: { network: { flowLogs: { traffic: "none" } } } },
  "short flow logs": { extra: { network: { flowLogs: { retentionDays: 30 } } } },
  "forty developers": { developers: manyDevelopers(40) },
};

/** Terraform JSON by stack, of every kind of config. */
export function everyVariant(): readonly (readonly [string, ReadonlyMap<string, string>])[] {
  return Object.entries(VARIANTS).map(([name, options]) => {
    const made = synthesizeConfig(fleetYaml(options));
    made.remove();
    return [name, made.texts] as const;
  });
}
