import { quoted } from "../file/quoted";
import { matching } from "../values/matching";
import { region } from "../values/region";
import { withRule } from "../values/with-rule";

const SLUG_HINT =
  "Use lowercase letters, digits and single hyphens, beginning with a letter, at most 20 characters.";

function slugText(description: string, example: string) {
  return matching(/^(?=.{1,20}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "a short lowercase name", SLUG_HINT, {
    description,
    examples: [example],
  });
}

/** Systems Manager refuses parameters whose path begins with such a name. */
const project = withRule(
  slugText("Prefix of every AWS name, and the value of the ManagedBy tag.", "dev-vm"),
  (value) =>
    /^(aws|ssm)/.test(value)
      ? {
          message: `${quoted(value)} begins with a word that AWS keeps for itself`,
          hint: "Begin with another word than aws or ssm.",
        }
      : undefined,
);

/** The settings above all sections. */
export const generalSchemas = {
  project: project.default("dev-vm"),
  environment: slugText("Value of the Environment tag.", "dev").default("dev"),
  region: region.default("us-east-1"),
  cell: slugText(
    "The deployment this file belongs to, where one account is not enough.",
    "cell-1",
  ).optional(),
};
