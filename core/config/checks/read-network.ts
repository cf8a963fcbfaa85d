import {
  defaultEndpoints,
  ENDPOINT_SERVICES,
  type EndpointServiceName,
} from "../../network/endpoint-services";
import type { NetworkConfig } from "../../network/model";
import { vpcCidrProblem } from "../cidr";
import { at, type Cursor, items, text } from "../cursor";
import { NETWORK } from "../defaults";

type Network = Pick<NetworkConfig, "azs" | "nat" | "ipv6" | "endpoints"> & {
  /** As the file has it: the schema judges whether it is a block at all. */
  readonly cidr: string;
  readonly hasUsableCidr: boolean;
};

/** The network as far as the file has it right, with defaults for the rest, for rules that calculate with it. */
export function readNetwork(file: Cursor): Network {
  const network = at(file, "network");
  const place = at(network, "cidr");
  const cidr = place.value === undefined ? NETWORK.cidr : (text(place) ?? "");
  const natText = text(at(network, "nat"));
  const nat = natText === "none" || natText === "per-az" ? natText : NETWORK.nat;
  const endpoints = at(network, "endpoints");
  return {
    cidr,
    hasUsableCidr: vpcCidrProblem(cidr) === undefined,
    azs: at(network, "azs").value === 3 ? 3 : NETWORK.azs,
    nat,
    ipv6: at(network, "ipv6").value === true,
    endpoints: Array.isArray(endpoints.value)
      ? items(endpoints).map(text).filter(isService)
      : defaultEndpoints(nat),
  };
}

function isService(name: string | undefined): name is EndpointServiceName {
  return ENDPOINT_SERVICES.some((service) => service === name);
}
