import * as z from "zod";
import { ENDPOINT_SERVICES } from "../network/endpoint-services";
import { parsePorts } from "../network/ports";
import { blockProblem } from "./cidr";
import { NETWORK } from "./defaults";
import { cidr, vpcCidr } from "./fields";
import { formed, quoted, ruled, whole } from "./rules";

const egress = z
  .strictObject({
    port: whole(1, 65_535, 22, "TCP port.").optional(),
    ports: ruled(z.string(), (value) =>
      parsePorts(value)
        ? undefined
        : { message: `${quoted(value)} is not a range of ports`, hint: 'Write one such as "8000-8100".' },
    )
      .meta({ description: "Range of TCP ports, instead of port.", examples: ["8000-8100"] })
      .optional(),
    cidr: ruled(z.string(), blockProblem).meta({
      description: "Where to: block of IPv4 addresses, or of IPv6 addresses where the network has them.",
      examples: ["0.0.0.0/0", "140.82.112.0/20"],
    }),
    description: formed(
      /^[\w .:/()#,@[\]+=&;{}!$*-]{1,200}$/,
      "a description that a security group takes",
      "Use letters without accents, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *, at most 200.",
      { description: "What for: shown in the security group.", examples: ["Git over SSH"] },
    ),
  })
  .meta({ description: "TCP connections that VMs may open." });

/** What CloudWatch Logs keeps a log for. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const flowLogs = z
  .strictObject({
    traffic: z
      .enum(["all", "reject", "none"])
      .meta({ description: "Connections to log: all, those refused, or none." })
      .default(NETWORK.flowLogs.traffic),
    retentionDays: z
      .literal(RETENTION_DAYS)
      .meta({ description: "Days that the log is kept." })
      .default(NETWORK.flowLogs.retentionDays),
  })
  .meta({ description: "Who spoke with whom in the VPC, in CloudWatch Logs." })
  .prefault({});

export const network = z
  .strictObject({
    cidr: vpcCidr.default(NETWORK.cidr),
    azs: z.literal([2, 3]).meta({ description: "Availability zones." }).default(NETWORK.azs),
    nat: z
      .enum(["none", "single", "per-az"])
      .meta({
        description: "Way out to the internet: none (needs golden images), one NAT gateway, or one a zone.",
      })
      .default(NETWORK.nat),
    ipv6: z
      .boolean()
      .meta({ description: "IPv6 beside IPv4: addresses for VMs, and a way out that nobody comes in by." })
      .default(NETWORK.ipv6),
    endpoints: z
      .array(z.enum(ENDPOINT_SERVICES).meta({ description: "Name of an AWS service.", examples: ["ssm"] }))
      .meta({
        description:
          "AWS services with an interface endpoint in the VPC. All without NAT and none with it, where absent.",
      })
      .optional(),
    trustedAccounts: z
      .array(
        formed(/^\d{12}$/, "the id of an AWS account", 'Write its twelve digits in quotes: "210987654321".', {
          description: "Account id, in quotes.",
          examples: ["210987654321"],
        }),
      )
      .meta({
        description:
          "Accounts besides our own whose roles may be used through endpoints, such as a client's.",
      })
      .default([]),
    egress: z
      .array(egress)
      .meta({ description: "What VMs may reach besides HTTPS, HTTP, homes and databases." })
      .default([]),
    flowLogs,
    reserved: z
      .array(z.strictObject({ name: z.string().meta({ description: "What it is." }), cidr }))
      .meta({
        description: "Ranges elsewhere (on premises, VPN, peered VPCs) that the VPC must not overlap.",
      })
      .optional(),
  })
  .meta({ description: "The VPC." })
  .prefault({});
