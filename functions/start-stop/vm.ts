import type { Instance } from "@aws-sdk/client-ec2";
import type { VmView } from "../../core/schedule/model";
import { vmView } from "../shared/vm-view";

/** A VM of the project, as one answer of EC2 shows it. */
export interface FleetVm extends VmView {
  readonly instanceType: string;
  /** It was launched so that it can hibernate; EC2 then never changes its type. */
  readonly hibernates: boolean;
}

/** Empty for an answer without what every instance has. */
export function toFleetVm(instance: Instance): FleetVm[] {
  const view = vmView(instance);
  if (!view) return [];
  return [
    {
      ...view,
      instanceType: instance.InstanceType ?? "",
      hibernates: instance.HibernationOptions?.Configured === true,
    },
  ];
}
