import { problemsOf } from "../problems-of";

const clients = (count: number) =>
  `clients: [${Array.from({ length: count }, (_, index) => `{ name: C${index} }`).join(", ")}]`;
const JIRA =
  "jira: { baseUrl: https://acme.atlassian.net, projects: [INFRA], fields: { client: customfield_10001, developer: customfield_10002 } }";

describe("the addresses of the fleet", () => {
  it("the default network has enough addresses for 300 clients", () => {
    expect(problemsOf(`${JIRA}\n${clients(300)}`)).toEqual([]);
  });

  it.each([
    [18, 0],
    [20, 1],
  ])(
    "the addresses of a /22 with %i clients of 20 VMs give %i warnings that they run short",
    (count, warnings) => {
      const problems = problemsOf(`network: { cidr: 10.0.0.0/22 }\n${JIRA}\n${clients(count)}`);
      expect(problems).toHaveLength(warnings);
      for (const problem of problems) {
        expect(problem).toMatchObject({ path: "network.cidr", severity: "warning" });
        expect(problem.message).toContain("82 % of the addresses");
      }
    },
  );

  it("only entries are counted where there are no tickets", () => {
    expect(problemsOf(`network: { cidr: 10.0.0.0/22 }\n${clients(300)}`)).toEqual([]);
  });

  it("the addresses must be enough in the zone of each entry", () => {
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
