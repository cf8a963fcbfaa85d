import {
  defaultEndpoints,
  ENDPOINT_SERVICES,
  type EndpointServiceName,
} from "../../../network/endpoint-services";
import { at, type Cursor, items, text } from "../../file/cursor";
import { vpcCidrProblem } from "./cidr";
import { BUILT_IN_NETWORK, type NetworkConfig } from "./network";

type Network = Pick<NetworkConfig, "azs" | "nat" | "ipv6" | "endpoints"> & {
  /** As in the file, valid or not. */
  readonly cidr: string;
  readonly hasUsableCidr: boolean;
};

/** The valid settings of the section, with defaults for the others, for checks that calculate with them. */
export function readNetwork(network: Cursor): Network {
  const place = at(network, "cidr");
  const cidr = place.value === undefined ? BUILT_IN_NETWORK.cidr : (text(place) ?? "");
  const natText = text(at(network, "nat"));
  const nat = natText === "none" || natText === "per-az" ? natText : BUILT_IN_NETWORK.nat;
  const endpoints = at(network, "endpoints");
  return {
    cidr,
    hasUsableCidr: vpcCidrProblem(cidr) === undefined,
    azs: at(network, "azs").value === 3 ? 3 : BUILT_IN_NETWORK.azs,
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
