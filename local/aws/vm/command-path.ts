import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** Scripts of the stand-ins. */
export const STAND_INS = join(__dirname, "stand-ins");

/**
 * Commands that a VM's scripts may call besides the stand-ins. They only use the files that they are given. Any other
 * command does not exist for a script, which protects this machine.
 */
const TOOLS = [
  ...[
    "bash",
    "cat",
    "chmod",
    "cp",
    "cut",
    "date",
    "find",
    "grep",
    "gzip",
    "ln",
    "mkdir",
    "mktemp",
    "mv",
    "rm",
  ],
  ...["rmdir", "sed", "sleep", "tar", "tee", "tr", "wc"],
];

/** Makes a folder with a link for every tool and stand-in as a VM's only PATH; returns its path. */
export function makeCommandPath(directory: string): string {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const tool of TOOLS) symlinkSync(findTool(tool), join(directory, tool));
  installPython(directory);
  for (const file of readdirSync(join(STAND_INS, "commands"))) {
    if (file.endsWith(".sh")) symlinkSync(join(STAND_INS, "stand-in.sh"), join(directory, file.slice(0, -3)));
  }
  return directory;
}

/** Python with only its standard library: a VM has none of this machine's packages. */
function installPython(directory: string): void {
  // Resolves the interpreter, because a version manager's python3 is a script that needs more than this PATH.
  const script = "import os, sys; print(os.path.realpath(sys.executable))";
  const python = execFileSync("python3", ["-c", script], { encoding: "utf8" }).trim();
  symlinkSync(python, join(directory, "python3"));
  const settings = `home = ${dirname(python)}\ninclude-system-site-packages = false\n`;
  writeFileSync(join(directory, "pyvenv.cfg"), settings);
}

function findTool(name: string): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = [...folders, "/usr/bin", "/bin"].map((folder) => join(folder, name)).find(existsSync);
  if (!found) throw new Error(`${name} is not installed here`);
  return found;
}
