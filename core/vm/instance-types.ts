/** The fallback types of an instance type, in order: without duplicates, and without the type itself. */
export function fallbackTypesFor(instanceType: string, wanted: readonly string[]): string[] {
  return [...new Set(wanted)].filter((type) => type !== instanceType);
}

/** The maximum memory that EC2 hibernates, in GiB. */
export const HIBERNATION_MAX_GIB = 150;

/** Families that EC2 hibernates. EC2 User Guide, Prerequisites for EC2 instance hibernation. */
const HIBERNATING =
  /^(?:m[34]|m5(?:a|ad|d)?|m6id?|m7i(?:-flex)?|t2|t3a?|c[34]|c5d?|c6id?|c7i(?:-flex)?|r[34]|r5(?:a|ad|d)?|r7i)$/;

/** GiB for each vCPU, by the letter that a family begins with. */
const PER_VCPU: Readonly<Record<string, number>> = { c: 2, m: 4, t: 4, r: 8 };
const SMALL: Readonly<Record<string, number>> = { nano: 0.5, micro: 1, small: 2, medium: 4, large: 8 };

/** Whether EC2 hibernates VMs of a type: only families that are listed here; AWS adds to them from time to time. */
export function canHibernate(instanceType: string): boolean {
  const [family = "", size = ""] = instanceType.split(".");
  return HIBERNATING.test(family) && !size.startsWith("metal");
}

/** Whether a VM of that type and root volume can be launched for hibernation. */
export function fitsHibernation(instanceType: string, rootVolumeGb: number): boolean {
  const memory = memoryGib(instanceType);
  return (
    canHibernate(instanceType) &&
    memory !== undefined &&
    memory <= Math.min(HIBERNATION_MAX_GIB, rootVolumeGb)
  );
}

/** Memory of a type of the common families, in GiB, rounded up; undefined for any other. */
export function memoryGib(instanceType: string): number | undefined {
  const [family = "", size = ""] = instanceType.split(".");
  const letter = family.charAt(0);
  const small = letter === "t" ? SMALL[size] : undefined;
  if (small !== undefined) return Math.ceil(small);
  const perVcpu = PER_VCPU[letter];
  const vcpus = vcpusOf(size);
  return perVcpu === undefined || vcpus === undefined ? undefined : perVcpu * vcpus;
}

function vcpusOf(size: string): number | undefined {
  if (size === "medium") return 1;
  if (size === "large") return 2;
  const match = /^(\d*)xlarge$/.exec(size);
  return match ? 4 * Number(match[1] || 1) : undefined;
}
