import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { isAtLeast, outputOf } from "./run";

const run = promisify(execFile);

const PROJECT = join(__dirname, "..", "..");
const REQUIREMENTS = join(PROJECT, "local", "aws", "api", "requirements.txt");
const VENV = join(PROJECT, ".devvm", "venv");
const VENV_PYTHON = join(VENV, "bin", "python3");
const OLDEST_PYTHON = "3.10";
const OLDEST_MOTO = "5.2";

// Fast, because it reads the packages' metadata without importing them.
const PROBE = `
import importlib.metadata as m, importlib.util as u, json, platform
def version(name):
    try: return m.version(name)
    except m.PackageNotFoundError: return None
parts = all(u.find_spec(p) for p in ("flask", "flask_cors", "docker", "py_partiql_parser", "joserfc"))
print(json.dumps({"python": platform.python_version(), "moto": version("moto"), "complete": parts}))
`;

interface Python {
  readonly command: string;
  readonly python: string;
  readonly moto: string | null;
  readonly complete: boolean;
}

/**
 * A Python that can run the emulator. When none on the PATH has moto, a virtual environment is made once in `.devvm/venv`.
 *
 * @throws Error with what is missing and how to install it.
 */
export async function findPython(): Promise<string> {
  const found = (await Promise.all([VENV_PYTHON, "python3", "python"].map(probe))).filter(
    (one) => one !== undefined,
  );
  const ready = found.find(hasMoto);
  if (ready) return ready.command;
  const base = found.find((one) => one.command !== VENV_PYTHON && isAtLeast(one.python, OLDEST_PYTHON));
  if (!base) {
    throw new Error(
      `The AWS emulator needs Python ${OLDEST_PYTHON} or later as python3 on the PATH: https://www.python.org/downloads/`,
    );
  }
  return makeVenv(base.command);
}

function hasMoto({ python, moto, complete }: Python): boolean {
  return complete && moto !== null && isAtLeast(python, OLDEST_PYTHON) && isAtLeast(moto, OLDEST_MOTO);
}

async function probe(command: string): Promise<Python | undefined> {
  const output = await outputOf(command, "-c", PROBE);
  return output ? { command, ...JSON.parse(output) } : undefined;
}

async function makeVenv(base: string): Promise<string> {
  console.error("Installing the AWS emulator, moto, into .devvm/venv");
  try {
    await run(base, ["-m", "venv", VENV]);
    await run(VENV_PYTHON, [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "-r",
      REQUIREMENTS,
    ]);
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim().slice(-2_000) ?? String(cause);
    throw new Error(
      `The AWS emulator needs moto ${OLDEST_MOTO} or later, and installing it failed. By hand: ` +
        `${base} -m venv .devvm/venv && .devvm/venv/bin/pip install -r local/aws/api/requirements.txt\n${said}`,
      { cause },
    );
  }
  return VENV_PYTHON;
}
