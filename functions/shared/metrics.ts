import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/** Counts of what a function did, in `POWERTOOLS_METRICS_NAMESPACE` with the function's service name. */
export interface Counters {
  /** Adds to the count of that name. @default 1 */
  count(name: string, amount?: number): void;
  /** Writes the counts; call it once, at the end of an invocation. */
  publish(): void;
}

export function createCounters(): Counters {
  const metrics = new Metrics();
  return {
    count: (name, amount = 1) => metrics.addMetric(name, MetricUnit.Count, amount),
    publish: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}
