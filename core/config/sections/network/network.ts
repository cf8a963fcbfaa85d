import * as z from "zod";
import {
  defaultEndpoints,
  ENDPOINT_SERVICES,
  type EndpointServiceName,
} from "../../../network/endpoint-services";
import { NAT_MODES } from "../../../network/nat";
import type { EgressRule } from "../../../network/vm-egress";
import { matching } from "../../values/matching";
import type { Parsed } from "../../values/parsed";
import { RETENTION_DAYS } from "../../values/retention-days";
import { withRule } from "../../values/with-rule";
import { cidrProblem, vpcCidrProblem } from "./cidr";
import { egressSchema, resolveEgress } from "./egress";

const flowLogsSchema = z
  .strictObject({
    traffic: z
      .enum(["all", "reject", "none"])
      .meta({ description: "Connections to log: all, those refused, or none." })
      .default("all"),
    retentionDays: z.literal(RETENTION_DAYS).meta({ description: "Days that the log is kept." }).default(365),
  })
  .meta({ description: "Log of the connections in the VPC, in CloudWatch Logs." })
  .prefault({});

const reservedSchema = z
  .array(
    z.strictObject({
      name: z.string().meta({ description: "Name of the range." }),
      cidr: withRule(z.string(), cidrProblem).meta({
        description: "IPv4 block.",
        examples: ["192.168.0.0/16"],
      }),
    }),
  )
  .meta({ description: "Ranges elsewhere (on premises, VPN, peered VPCs) that the VPC must not overlap." });

export const networkSchema = z
  .strictObject({
    cidr: withRule(z.string(), vpcCidrProblem)
      .meta({
        description: "Private IPv4 block of the VPC, /16 to /22.",
        examples: ["10.0.0.0/16"],
      })
      .default("10.0.0.0/16"),
    azs: z.literal([2, 3]).meta({ description: "Availability zones." }).default(2),
    nat: z
      .enum(NAT_MODES)
      .meta({
        description: "Access to the internet: none (needs golden images), one NAT gateway, or one a zone.",
      })
      .default("single"),
    ipv6: z
      .boolean()
      .meta({ description: "IPv6 beside IPv4: addresses for VMs, and outbound connections only." })
      .default(false),
    endpoints: z
      .array(z.enum(ENDPOINT_SERVICES).meta({ description: "Name of an AWS service.", examples: ["ssm"] }))
      .meta({
        description:
          "AWS services with an interface endpoint in the VPC. All without NAT and none with it, where absent.",
      })
      .optional(),
    trustedAccounts: z
      .array(
        matching(
          /^\d{12}$/,
          "the id of an AWS account",
          'Write its twelve digits in quotes: "210987654321".',
          {
            description: "Account id, in quotes.",
            examples: ["210987654321"],
          },
        ),
      )
      .meta({
        description:
          "Accounts besides our own whose roles may be used through endpoints, such as a client's, and whose buckets VMs may write to.",
      })
      .default([]),
    egress: egressSchema.default([]),
    flowLogs: flowLogsSchema,
    reserved: reservedSchema.optional(),
  })
  .meta({ description: "The VPC." })
  .prefault({});

type NetworkInput = z.output<typeof networkSchema>;

export interface NetworkConfig extends Omit<Parsed<typeof networkSchema>, "endpoints" | "egress"> {
  readonly endpoints: readonly EndpointServiceName[];
  readonly egress: readonly EgressRule[];
}

export function resolveNetwork({ endpoints, egress, ...same }: NetworkInput): NetworkConfig {
  return { ...same, endpoints: endpoints ?? defaultEndpoints(same.nat), egress: resolveEgress(egress) };
}

/** The section of a config without it. */
export const BUILT_IN_NETWORK: NetworkConfig = resolveNetwork(networkSchema.parse({}));
