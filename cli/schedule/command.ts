import { Command, InvalidArgumentError, Option } from "commander";
import { type Answer, answerExplain, answerNext, type World } from "./answers";
import type { Asked, Question } from "./questions";
import { runQuestions } from "./run-questions";

interface Flags extends Omit<Partial<Question>, "what" | "tags"> {
  readonly config?: string;
  readonly file?: string;
  readonly json?: boolean;
  readonly tag?: Readonly<Record<string, string>>;
}

const WHAT =
  'a VM of the config (ClientA/john-smith), the name of a schedule, or a text ("mon-fri 08:00-18:00")';
const INSTANT = "ISO, in the schedule's zone unless it has an offset";

/** `devvm schedule`, which does not call AWS. */
export function scheduleCommand(): Command {
  const next = common("next", "The next starts and stops, in the schedule's zone and in UTC.", answerNext)
    .option("--count <n>", "how many", wholeNumber)
    .option("--from <instant>", `after which instant: ${INSTANT} (default: now)`)
    .addHelpText("after", NEXT_HELP);
  const explain = common("explain", "What the scheduler would do with a VM, and why.", answerExplain)
    .option("--at <instant>", `when: ${INSTANT} (default: now)`)
    .addOption(
      new Option("--state <state>", "the VM's state (default: running)").choices(["running", "stopped"]),
    )
    .option("--id <instance-id>", "the VM's id, which determines how far ahead startLead starts it")
    .option("--launched <instant>", "its latest start (default: a week before --at, or before its stop)")
    .addOption(
      new Option("--stopped-by <who>", "who stopped it (default: user)").choices(["user", "aws", "instance"]),
    )
    .option("--stopped-at <instant>", "when it was stopped (default: at its latest start)")
    .addHelpText("after", EXPLAIN_HELP);
  return new Command("schedule")
    .description("What schedules mean, without calling AWS.")
    .addCommand(next)
    .addCommand(explain);
}

function common(
  name: Asked,
  description: string,
  answer: (question: Question, world: World) => Answer,
): Command {
  return new Command(name)
    .description(description)
    .argument("[what]", WHAT)
    .option("--config <file>", "config file (default: devvms.yaml in this folder)")
    .option("--timezone <name>", "zone of a schedule without one")
    .option(
      "--tag <key=value>",
      "a tag of the VM, which overrides the config's and is overridden by a line of --file; may be repeated",
      addTag,
    )
    .option("--file <file>", "answer each line of a file, - for standard input")
    .option("--json", "a JSON object for each answer, one per line")
    .action(async (what: string | undefined, flags: Flags, command: Command) => {
      if ((what === undefined) === (flags.file === undefined)) {
        command.error("error: give either the argument or --file");
      }
      const { config, file, json = false, tag, ...rest } = flags;
      const defaults: Partial<Question> = { ...rest, ...(tag ? { tags: tag } : {}) };
      const failed = await runQuestions({
        asked: name,
        what,
        file,
        json,
        configFile: config,
        defaults,
        answer,
      });
      if (failed) process.exitCode = 1;
    });
}

function wholeNumber(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 1000) throw new InvalidArgumentError("Write a number from 1 to 1000.");
  return number;
}

function addTag(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [key = "", ...value] = text.split("=");
  if (key === "" || value.length === 0)
    throw new InvalidArgumentError("Write KEY=VALUE, such as AutoSchedule=off.");
  return { ...before, [key]: value.join("=") };
}

const LINES = `
A line of --file is the argument, or a JSON object with it as "what" and any of the other flags, such as
  {"what": "ClientA/john-smith", "timezone": "Asia/Tokyo", "tags": {"KeepUntil": "2026-03-02T20:00:00Z"}}
Invalid lines are reported with their number, and the others are answered.

Exit code: 0 all questions were answered, 1 at least one was not, 2 the command line is wrong.`;

const NEXT_HELP = `
Examples:
  devvm schedule next ClientA/john-smith
  devvm schedule next "mon-fri 08:00-18:00 / sat#L 10:00-14:00 @Europe/Berlin" --count 12 --from 2026-10-20
${LINES}`;

const EXPLAIN_HELP = `
Examples:
  devvm schedule explain ClientA/john-smith --state stopped --stopped-by user --stopped-at 2026-03-02T15:20
  devvm schedule explain office-hours --at 2026-03-07T20:00 --launched 2026-03-07T14:00
${LINES}`;
