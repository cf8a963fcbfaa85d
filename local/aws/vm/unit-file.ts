/** The lines of a systemd unit that the host acts on. */
export interface UnitFile {
  /** Command and arguments of `ExecStart=`; undefined for a unit that starts nothing of ours. */
  readonly execStart?: readonly string[];
}

/** Reads a unit file. Quotes and specifiers are not understood, and none of our units has any. */
export function parseUnitFile(text: string): UnitFile {
  const line = text.split("\n").find((candidate) => candidate.startsWith("ExecStart="));
  return line ? { execStart: line.slice("ExecStart=".length).trim().split(/\s+/) } : {};
}
