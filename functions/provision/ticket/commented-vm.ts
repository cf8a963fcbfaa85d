import { TAG } from "../../../core/vm/tags";
import type { CommentedVm } from "../../shared/comments/vm-details";
import { nameOf, type Vm } from "../../shared/ec2/vm";

/** A VM as comments show it, from its tags. */
export function commentedVm(vm: Vm): CommentedVm {
  const { id, instanceType, tags } = vm;
  const os = tags[TAG.os];
  return {
    instanceId: id,
    name: nameOf(vm),
    client: tags[TAG.client] ?? "",
    developer: tags[TAG.developer] ?? "",
    ...(instanceType ? { instanceType } : {}),
    ...(os ? { os } : {}),
  };
}
