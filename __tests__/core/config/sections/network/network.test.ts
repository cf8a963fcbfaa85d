import { parseConfig } from "../../../../../core/config/parse";
import { ENDPOINT_SERVICES } from "../../../../../core/network/endpoint-services";
import { problemsOf } from "../../problems-of";

const clients = (count: number) =>
  `clients: [${Array.from({ length: count }, (_, index) => `{ name: C${index} }`).join(", ")}]`;
const JIRA =
  "jira: { baseUrl: https://acme.atlassian.net, projects: [INFRA], fields: { client: customfield_10001, developer: customfield_10002 } }";

function network(yaml: string) {
  return parseConfig(yaml, "devvms.yaml").config.network;
}

describe("endpoints", () => {
  it("are all without NAT, none with it, and otherwise those that the file lists", () => {
    expect(network("network: { nat: none }").endpoints).toEqual(ENDPOINT_SERVICES);
    expect(network("network: { nat: per-az }").endpoints).toEqual([]);
    expect(network("network: { endpoints: [kms] }").endpoints).toEqual(["kms"]);
  });

  it("are an error without NAT where one is missing that a VM cannot be without", () => {
    const [, missing, ...warnings] = problemsOf("network: { nat: none, endpoints: [ssm, kms] }");
    expect(missing).toMatchObject({ path: "network.endpoints", severity: "error" });
    expect(missing?.message).toContain("ssmmessages, ec2");
    expect(warnings.map(({ severity }) => severity)).toEqual(Array(6).fill("warning"));
    expect(warnings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining("an endpoint for secretsmanager, a VM cannot read its database passwords"),
    );
  });

  it("are nobody's worry with NAT, which reaches every service", () => {
    expect(problemsOf("network: { nat: single, endpoints: [kms] }")).toEqual([]);
  });
});

describe("egress without NAT", () => {
  const egress = "egress: [{ port: 22, cidr: 192.168.7.0/24, description: Git on premises }]";

  it("is an error where no route can lead", () => {
    expect(problemsOf(`network: { nat: none, ${egress} }`)).toContainEqual(
      expect.objectContaining({ path: "network.egress[0].cidr", severity: "error" }),
    );
  });

  it("may go to a reserved range, which a route may be made to", () => {
    const reserved = "reserved: [{ name: office, cidr: 192.168.0.0/16 }]";
    expect(network(`network: { nat: none, ${egress}, ${reserved} }`).egress).toHaveLength(1);
  });
});

describe("the addresses of the fleet", () => {
  it("are enough for any fleet that the default network is likely to get", () => {
    expect(problemsOf(`${JIRA}\n${clients(300)}`)).toEqual([]);
  });

  it.each([
    [18, 0],
    [20, 1],
  ])("with %i clients of 20 VMs in a /22 give %i warnings that they run short", (count, warnings) => {
    const problems = problemsOf(`network: { cidr: 10.0.0.0/22 }\n${JIRA}\n${clients(count)}`);
    expect(problems).toHaveLength(warnings);
    for (const problem of problems) {
      expect(problem).toMatchObject({ path: "network.cidr", severity: "warning" });
      expect(problem.message).toContain("82 % of the addresses");
    }
  });

  it("count only entries where there are no tickets", () => {
    expect(problemsOf(`network: { cidr: 10.0.0.0/22 }\n${clients(300)}`)).toEqual([]);
  });

  it("must be enough in the very zone that an entry is put in", () => {
    const names = Array.from({ length: 480 }, (_, index) => `{ name: dev-${index} }`).join(", ");
    const [problem] = problemsOf(
      `network: { cidr: 10.0.0.0/22 }\npolicy: { maxVmsPerClient: 1000 }\nclients: [{ name: C, developers: [${names}] }]`,
    );
    const [, a = "", b = ""] =
      /\((\d+) of 243 in zone a, (\d+) of 243 in zone b\)/.exec(problem?.message ?? "") ?? [];
    expect(Number(a) + Number(b)).toBe(480);
    expect(problem?.severity).toBe(Math.max(Number(a), Number(b)) > 243 ? "error" : "warning");
  });
});
