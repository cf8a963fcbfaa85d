import { type MappingInput, text } from "./call";

/** Parameters that name a resource of each type, where the request does not give its ARN. */
const NAMED: Readonly<Record<string, string>> = {
  db: "DBInstanceIdentifier",
  pg: "DBParameterGroupName",
  subgrp: "DBSubnetGroupName",
};

/** RDS's resources: request parameters have other names than the parts of the ARNs. */
export function locateRds(type: string, { call: { params, region }, deployed }: MappingInput): string[] {
  const arn = text(params, "ResourceName");
  if (arn) return arn.split(":")[5] === type ? [arn] : [];
  const name = text(params, NAMED[type] ?? "");
  return name ? [`arn:aws:rds:${region}:${deployed.accountId}:${type}:${name}`] : [];
}
