import { count, table } from "../table";
import { atLeast, type BenchResult } from "../target";
import type { Usage } from "../usage";
import { measureSynthesis } from "./measure-synthesis";

const VMS = 1000;
/** The best counts: what else the machine does only ever slows it down. */
const ROUNDS = 3;
/** 5 seconds, where the baseline takes 9: seconds alone would measure the machine. */
const TIMES_LESS = 1.8;

/** What it takes to synthesize a big fleet: with the code as it is, and while CDKTF records creation stacks. */
export function benchSynthesis(): BenchResult {
  // Lambdas are packaged once for each state of their code.
  measureSynthesis({ vms: 10 });
  const rounds = Array.from({ length: ROUNDS }, () => ({
    ours: measureSynthesis({ vms: VMS }),
    baseline: measureSynthesis({ vms: VMS, creationStacks: true }),
  }));
  const ours = best(rounds.map((round) => round.ours));
  const baseline = best(rounds.map((round) => round.baseline));
  return {
    text: table([
      [`synthesis of ${count(VMS)} VMs`, "CPU", "peak of its process"],
      ["as it is", ...row(ours)],
      ["baseline: with the creation stack of each token", ...row(baseline)],
      [
        "baseline / as it is",
        times(baseline.cpuSeconds / ours.cpuSeconds),
        times(baseline.peakMb / ours.peakMb),
      ],
    ]),
    targets: [
      atLeast("less CPU than with creation stacks", TIMES_LESS, baseline.cpuSeconds / ours.cpuSeconds, times),
    ],
  };
}

function best(usages: readonly Usage[]): Usage {
  return usages.reduce((least, usage) => (usage.cpuSeconds < least.cpuSeconds ? usage : least));
}

function row({ cpuSeconds, peakMb }: Usage): string[] {
  return [seconds(cpuSeconds), `${peakMb.toFixed(0)} MiB`];
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

function times(value: number): string {
  return `${value.toFixed(1)} times`;
}
