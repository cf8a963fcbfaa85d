import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Construct } from "constructs";
import { imageParameter, type OsName } from "../../core/vm/os";
import { slug } from "../../core/vm/slug";

export interface ImagesProps {
  readonly project: string;
  /** Operating systems of the stack's VMs, repetitions included. */
  readonly osNames: readonly OsName[];
}

/** The current images of a stack's operating systems: each is read once, however many VMs use it. */
export class Images extends Construct {
  private readonly parameters: ReadonlyMap<OsName, DataAwsSsmParameter>;

  constructor(scope: Construct, id: string, { project, osNames }: ImagesProps) {
    super(scope, id);
    this.parameters = new Map(
      [...new Set(osNames)].map((os) => [
        os,
        new DataAwsSsmParameter(this, slug(os), { name: imageParameter(project, os) }),
      ]),
    );
  }

  /** As a token. */
  idOf(os: OsName): string {
    const parameter = this.parameters.get(os);
    if (!parameter) throw new Error(`No VM of this stack has ${os}`);
    return parameter.insecureValue;
  }
}
