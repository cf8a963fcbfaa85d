import { TAG } from "../../core/vm/tags";
import type { CommentedVm } from "../shared/comments/vm-details";
import type { FoundVm } from "./steps/find-vms";

/** A VM as comments show it, from its tags. */
export function commentedVm({ instanceId, instanceType, tags }: FoundVm): CommentedVm {
  const os = tags[TAG.os];
  return {
    instanceId,
    name: tags[TAG.name] ?? instanceId,
    client: tags[TAG.client] ?? "",
    developer: tags[TAG.developer] ?? "",
    ...(instanceType ? { instanceType } : {}),
    ...(os ? { os } : {}),
  };
}
