/** One line of a function's log. */
export interface LogLine {
  readonly message?: string;
  readonly instanceId?: string;
  readonly [field: string]: unknown;
}

/** The lines of a function's log that are JSON: messages, and metrics in CloudWatch's embedded format. */
export function logLines(log: string): LogLine[] {
  return log.split("\n").flatMap((line) => {
    const start = line.indexOf("{");
    if (start < 0) return [];
    try {
      return [JSON.parse(line.slice(start)) as LogLine];
    } catch {
      return [];
    }
  });
}

/** The sum of a metric in the last run that counted it; 0 when none did. */
export function metricOf(lines: readonly LogLine[], name: string): number {
  const values = lines.findLast((line) => "_aws" in line && name in line)?.[name] ?? [];
  return [values].flat().reduce<number>((sum, value) => sum + Number(value), 0);
}
