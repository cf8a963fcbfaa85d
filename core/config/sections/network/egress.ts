import * as z from "zod";
import { parsePorts } from "../../../network/ports";
import type { EgressRule } from "../../../network/vm-egress";
import { quoted } from "../../file/quoted";
import { integer } from "../../values/integer";
import { matching } from "../../values/matching";
import { requireChecked } from "../../values/require-checked";
import { withRule } from "../../values/with-rule";
import { blockProblem } from "./cidr";

const ruleSchema = z
  .strictObject({
    port: integer(1, 65_535, 22, "TCP port.").optional(),
    ports: withRule(z.string(), (value) =>
      parsePorts(value)
        ? undefined
        : { message: `${quoted(value)} is not a range of ports`, hint: 'Write one such as "8000-8100".' },
    )
      .meta({ description: "Range of TCP ports, instead of port.", examples: ["8000-8100"] })
      .optional(),
    cidr: withRule(z.string(), blockProblem).meta({
      description: "Destination: block of IPv4 addresses, or of IPv6 addresses where the network has them.",
      examples: ["0.0.0.0/0", "140.82.112.0/20"],
    }),
    description: matching(
      /^[\w .:/()#,@[\]+=&;{}!$*-]{1,200}$/,
      "a description that a security group accepts",
      "Use letters without accents, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *, at most 200.",
      { description: "Purpose: shown in the security group.", examples: ["Git over SSH"] },
    ),
  })
  .meta({ description: "TCP connections that VMs may open." });

export const egressSchema = z
  .array(ruleSchema)
  .meta({ description: "What VMs may reach besides HTTPS, HTTP, homes and databases." });

export function resolveEgress(rules: z.output<typeof egressSchema>): EgressRule[] {
  return rules.map(({ port, ports, cidr, description }) => ({
    ports: requireChecked(parsePorts(ports ?? String(port)), "ports"),
    cidr,
    description,
  }));
}
