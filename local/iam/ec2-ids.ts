/** Resource types, as in ARNs, by the prefix of EC2's ids. */
const TYPES: Readonly<Record<string, string>> = {
  acl: "network-acl",
  ami: "image",
  dopt: "dhcp-options",
  eipalloc: "elastic-ip",
  eni: "network-interface",
  fl: "vpc-flow-log",
  i: "instance",
  igw: "internet-gateway",
  lt: "launch-template",
  nat: "natgateway",
  pcx: "vpc-peering-connection",
  pl: "prefix-list",
  rtb: "route-table",
  sg: "security-group",
  sgr: "security-group-rule",
  snap: "snapshot",
  subnet: "subnet",
  vgw: "vpn-gateway",
  vol: "volume",
  vpc: "vpc",
  vpce: "vpc-endpoint",
};
/** Their ARNs contain no account. */
const WITHOUT_ACCOUNT = new Set(["image", "snapshot"]);
const ID = /^([a-z]+)-[0-9a-f]{8,17}$/;

/** `security-group` of `sg-0123…`; undefined when it is not an EC2 id. */
export function ec2Type(id: string): string | undefined {
  return TYPES[ID.exec(id)?.[1] ?? ""];
}

/** ARN of an EC2 resource; undefined when it is not an EC2 id. */
export function ec2Arn(id: string, region: string, account: string): string | undefined {
  const type = ec2Type(id);
  return type ? ec2ArnOf(type, id, region, account) : undefined;
}

export function ec2ArnOf(type: string, id: string, region: string, account: string): string {
  return `arn:aws:ec2:${region}:${WITHOUT_ACCOUNT.has(type) ? "" : account}:${type}/${id}`;
}
