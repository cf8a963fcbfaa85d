/**
 * Preloaded into a process: at its end, writes to the file `USAGE_FILE` the most memory that it ever had, in KiB, and
 * the seconds of CPU that it took.
 */
const { existsSync, readFileSync, writeFileSync } = require("node:fs");

/** On Linux, `maxRSS` of a child begins with what its parent had: only this is its own. */
const STATUS = "/proc/self/status";

function peak() {
  if (!existsSync(STATUS)) return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(STATUS, "utf8"))[1]);
}

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(
    process.env.USAGE_FILE,
    JSON.stringify({ peakKb: peak(), cpuSeconds: (user + system) / 1e6 }),
  );
});
