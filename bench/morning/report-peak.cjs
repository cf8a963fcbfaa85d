/** Preloaded into a process: at its end, writes the most memory that it ever had, in KiB, to the file `PEAK_FILE`. */
const { existsSync, readFileSync, writeFileSync } = require("node:fs");

/** On Linux, `maxRSS` of a child begins with what its parent had: only this is its own. */
const STATUS = "/proc/self/status";

function peak() {
  if (!existsSync(STATUS)) return process.resourceUsage().maxRSS;
  return /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(STATUS, "utf8"))[1];
}

process.on("exit", () => writeFileSync(process.env.PEAK_FILE, String(peak())));
