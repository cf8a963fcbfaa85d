import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { readConfig } from "../../modules/read-config";
import { buildStacks } from "../../modules/stacks";

const ROOT = join(__dirname, "..", "..");

interface FunctionJson {
  readonly environment: { readonly variables: Environment };
}

export type Environment = Readonly<Record<string, string>>;

/** Stands for what only AWS knows, URLs of queues included. */
const UNKNOWN = "https://unknown.example.com";
const EXPRESSION = /^\$\{.*\}$/;

/**
 * The environment that each Lambda of the example gets, by the Lambda's name.
 *
 * @param outdir for the synthesized stacks
 */
export function deployedEnvironments(outdir: string): ReadonlyMap<string, Environment> {
  const app = new App({ outdir });
  buildStacks(app, readConfig(join(ROOT, "devvms.yaml")).config);
  app.synth();
  const { resource } = JSON.parse(readFileSync(join(outdir, "stacks", "platform", "cdk.tf.json"), "utf8"));
  const functions: readonly FunctionJson[] = Object.values(resource.aws_lambda_function);
  return new Map(
    functions.map(({ environment: { variables } }) => [
      variables["POWERTOOLS_SERVICE_NAME"] ?? "",
      withoutExpressions(variables),
    ]),
  );
}

function withoutExpressions(variables: Environment): Environment {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value.replace(EXPRESSION, UNKNOWN)]),
  );
}
