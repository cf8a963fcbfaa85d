import { quoted } from "../file/quoted";
import { matching } from "./matching";
import { withRule } from "./with-rule";

const GRAVITON = /^(?:a1|[a-z]+\d[a-z-]*g[a-z]*)\./;

export const instanceType = withRule(
  matching(
    /^[a-z][a-z0-9-]*\.(?:nano|micro|small|medium|large|xlarge|\d+xlarge|metal(?:-\d+xl)?)$/,
    "an EC2 instance type",
    "Write family and size, such as t3.xlarge.",
    { description: "EC2 instance type, of the x86-64 families.", examples: ["t3.xlarge", "m5.xlarge"] },
  ),
  (value) =>
    GRAVITON.test(value)
      ? {
          message: `${quoted(value)} is an ARM type, and the images are made for x86-64`,
          hint: "Choose a type such as t3.xlarge or m5.xlarge.",
        }
      : undefined,
);
