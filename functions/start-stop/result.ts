/** Numbers of VMs. */
export interface RunResult {
  readonly started: number;
  /** Those that hibernate included. */
  readonly stopped: number;
  readonly hibernated: number;
  readonly failed: number;
  /** VMs left alone, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}
