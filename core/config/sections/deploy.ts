import * as z from "zod";
import { matching } from "../values/matching";
import type { Parsed } from "../values/parsed";

const githubSchema = z
  .strictObject({
    repository: matching(
      /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/,
      "a repository of GitHub",
      "Write owner and name, such as acme/dev-vm.",
      { description: "Repository whose workflows deploy and plan.", examples: ["acme/dev-vm"] },
    ),
    environment: matching(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
      "the name of an environment",
      "Use letters, digits and . _ -.",
      { description: "GitHub environment that deployments run in.", examples: ["production"] },
    ).default("production"),
    provider: z
      .enum(["create", "existing"])
      .meta({
        description:
          "The account's OIDC provider for GitHub: created here, or existing already. An account can have only one.",
      })
      .default("create"),
  })
  .meta({ description: "Workflows of a GitHub repository." });

export const deploySchema = z
  .strictObject({
    github: githubSchema.optional(),
    principals: z
      .array(
        matching(
          /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/,
          "the ARN of an IAM role or user",
          "Write one such as arn:aws:iam::123456789012:role/platform-engineer.",
          {
            description: "An IAM role or user.",
            examples: ["arn:aws:iam::123456789012:role/platform-engineer"],
          },
        ),
      )
      .meta({ description: "IAM roles and users that may deploy." })
      .default([]),
  })
  .meta({
    description: "Who may assume the deploy role; where empty, the account's own policies decide.",
  })
  .prefault({});

export type DeployConfig = Parsed<typeof deploySchema>;
export type GithubConfig = Parsed<typeof githubSchema>;
