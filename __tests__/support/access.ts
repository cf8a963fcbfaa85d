import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { PolicyDocument } from "../../core/policies/document";

export interface AccessQuestion {
  /** ARN of the caller. */
  readonly principal: string;
  readonly action: string;
  /** ARN, or `*` where the action knows none. */
  readonly resource: string;
  /** Condition keys of the request. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly resourcePolicy?: PolicyDocument;
}

const ACCOUNT = "123456789012";

/** What IAM would answer to a request of a principal with these policies: `Allowed`, or how it is denied. */
export async function accessBy(
  policies: readonly PolicyDocument[],
  { principal, action, resource, context = {}, resourcePolicy }: AccessQuestion,
): Promise<string> {
  const response = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: Object.fromEntries(
          Object.entries(context).map(([key, value]) => [
            key,
            typeof value === "string" ? value : [...value],
          ]),
        ),
      },
      identityPolicies: policies.map((policy, index) => ({ name: `policy-${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy,
    },
    { simulationMode: "Strict" },
  );
  if (response.resultType === "error") throw new Error(JSON.stringify(response.errors));
  return response.resultType === "single" ? response.result.analysis.result : response.overallResult;
}
