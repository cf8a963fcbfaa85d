import { parseConfig } from "../../../../../core/config/parse";
import { ENDPOINT_SERVICES } from "../../../../../core/network/endpoint-services";
import { problemsOf } from "../../problems-of";

function network(yaml: string) {
  return parseConfig(yaml, "devvms.yaml").config.network;
}

describe("endpoints", () => {
  it("the endpoints are all without NAT, none with it, and otherwise those that the file lists", () => {
    expect(network("network: { nat: none }").endpoints).toEqual(ENDPOINT_SERVICES);
    expect(network("network: { nat: per-az }").endpoints).toEqual([]);
    expect(network("network: { endpoints: [kms] }").endpoints).toEqual(["kms"]);
  });

  it("a missing endpoint that every VM needs is an error without NAT", () => {
    const [, missing, ...warnings] = problemsOf("network: { nat: none, endpoints: [ssm, kms] }");
    expect(missing).toMatchObject({ path: "network.endpoints", severity: "error" });
    expect(missing?.message).toContain("ssmmessages, ec2");
    expect(warnings.map(({ severity }) => severity)).toEqual(Array(6).fill("warning"));
    expect(warnings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining("an endpoint for secretsmanager, a VM cannot read its database passwords"),
    );
  });

  it("a missing endpoint is accepted with NAT", () => {
    expect(problemsOf("network: { nat: single, endpoints: [kms] }")).toEqual([]);
  });
});

describe("egress without NAT", () => {
  const egress = "egress: [{ port: 22, cidr: 192.168.7.0/24, description: Git on premises }]";

  it("a destination that no route leads to is an error", () => {
    expect(problemsOf(`network: { nat: none, ${egress} }`)).toContainEqual(
      expect.objectContaining({ path: "network.egress[0].cidr", severity: "error" }),
    );
  });

  it("a destination in a reserved range is accepted, since a route to it can be added", () => {
    const reserved = "reserved: [{ name: office, cidr: 192.168.0.0/16 }]";
    expect(network(`network: { nat: none, ${egress}, ${reserved} }`).egress).toHaveLength(1);
  });
});
