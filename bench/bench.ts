import { cpus } from "node:os";
import { Argument, Command } from "commander";
import { benchColdStart } from "./cold-start/bench-cold-start";
import { benchDecisions } from "./decisions";
import { benchFleet } from "./fleet/bench-fleet";
import { benchMorning } from "./morning/bench-morning";
import { benchSynthesis } from "./synthesis/bench-synthesis";
import { table } from "./table";
import type { BenchResult, Target } from "./target";

const BENCHES: Readonly<Record<string, () => BenchResult | Promise<BenchResult>>> = {
  decisions: benchDecisions,
  fleet: benchFleet,
  morning: benchMorning,
  synthesis: benchSynthesis,
  "cold-start": benchColdStart,
};

// Every client of the AWS SDK warns that a later version will require a later Node.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

new Command("npm run bench --")
  .description(
    [
      "Measures large fleets, each benchmark against targets; exits with 1 if a target is missed.",
      "  decisions  how many VMs start-stop evaluates per second on one core",
      "  fleet      requests and time for 1,000 VMs that all change, on the emulator, compared with a simple scheduler",
      "  morning    10,000 VMs that start at 08:00, in modelled time against EC2's documented limits; memory",
      "  synthesis  CPU and memory to synthesize 1,000 VMs, beside those with CDKTF's creation stacks",
      "  cold-start zips of the Lambdas and CPU to load them, beside what esbuild makes by itself",
    ].join("\n"),
  )
  .addArgument(
    new Argument("[benchmarks...]", "benchmarks to run; all by default").choices(Object.keys(BENCHES)),
  )
  .action(async (chosen: readonly string[]) => {
    console.log(
      `Node ${process.version}, ${process.arch}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown"}`,
    );
    const targets: Target[] = [];
    for (const name of chosen.length > 0 ? chosen : Object.keys(BENCHES)) {
      console.log(`\n${name}`);
      const result = await (BENCHES[name] as () => BenchResult | Promise<BenchResult>)();
      console.log(indent(result.text));
      targets.push(...result.targets);
    }
    console.log(`\ntargets\n${indent(table(targets.map(targetRow)))}`);
    const missed = targets.filter(({ isMet }) => !isMet);
    for (const { what, wanted, found } of missed) console.error(`Missed: ${what}: ${wanted}, found ${found}`);
    process.exitCode = missed.length > 0 ? 1 : 0;
  })
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });

function targetRow({ what, wanted, found, isMet }: Target): string[] {
  return [`${isMet ? "met   " : "MISSED"}  ${what}`, wanted, found];
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
