import { Command } from "commander";
import { endOnOutputErrors } from "./output-errors";
import { scheduleCommand } from "./schedule/command";

/** Exit codes: 0 success, 1 at least one question failed, 2 the command line is wrong. */
const USAGE = 2;

const program = new Command("devvm")
  .description("Development VMs: show their schedules.")
  .addCommand(scheduleCommand())
  .exitOverride()
  .showHelpAfterError("(see --help)");
for (const command of [program, ...program.commands.flatMap((group) => [group, ...group.commands])]) {
  command.exitOverride();
}

async function main(): Promise<void> {
  endOnOutputErrors();
  try {
    await program.parseAsync();
  } catch (error) {
    const { code, exitCode } = error as { code?: unknown; exitCode?: unknown };
    if (typeof code !== "string" || !code.startsWith("commander.")) throw error;
    if (code === "commander.unknownOption" && process.argv.some((text) => /^-\d/.test(text))) {
      process.stderr.write(
        'A text that begins with - is parsed as a flag: write "all -18:00", or -- before it.\n',
      );
    }
    process.exitCode = exitCode === 0 || code === "commander.helpDisplayed" ? 0 : USAGE;
  }
}

void main();
