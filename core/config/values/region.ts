import { matching } from "./matching";

export const region = matching(
  /^[a-z]{2}(?:-[a-z]+){1,2}-[1-9]$/,
  "the name of an AWS region",
  "Write one such as us-east-1 or eu-central-1.",
  { description: "AWS region of the deployment.", examples: ["us-east-1", "eu-central-1"] },
);
