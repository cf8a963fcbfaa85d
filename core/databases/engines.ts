/** A setting of an engine; static ones wait for the next reboot. */
export interface EngineParameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "immediate" | "pending-reboot";
}

export interface Engine {
  readonly label: string;
  readonly parameters: readonly EngineParameter[];
  /** Logs that go to CloudWatch. */
  readonly logs: readonly string[];
  /** Instance classes that Performance Insights does not support. */
  readonly withoutInsights: RegExp | undefined;
}

export type EngineName = "postgres" | "mysql";

const now = (name: string, value: string): EngineParameter => ({ name, value, applyMethod: "immediate" });
const afterReboot = (name: string, value: string): EngineParameter => ({
  name,
  value,
  applyMethod: "pending-reboot",
});

/** A statement that takes longer is logged. */
const SLOW_MS = 1000;

/**
 * Common settings of the engines, in the parameters of each: only TLS; connections, schema changes (PostgreSQL) and
 * slow statements are logged. Other statements are not: they contain data and passwords. The number of connections
 * follows the engines' default, which depends on the memory of the instance class.
 */
export const ENGINES: Readonly<Record<EngineName, Engine>> = {
  postgres: {
    label: "PostgreSQL",
    parameters: [
      now("rds.force_ssl", "1"),
      now("log_connections", "1"),
      now("log_disconnections", "1"),
      now("log_statement", "ddl"),
      now("log_min_duration_statement", String(SLOW_MS)),
    ],
    logs: ["postgresql", "upgrade"],
    withoutInsights: undefined,
  },
  mysql: {
    label: "MySQL",
    parameters: [
      now("require_secure_transport", "ON"),
      afterReboot("tls_version", "TLSv1.2,TLSv1.3"),
      now("slow_query_log", "1"),
      now("long_query_time", String(SLOW_MS / 1000)),
      now("log_output", "FILE"),
    ],
    logs: ["error", "slowquery"],
    // RDS User Guide, "DB engine, Region, and instance class support" of Database Insights.
    withoutInsights: /^db\.t(?:2|3|4g)\.(?:micro|small)$/,
  },
};

/** Whether Performance Insights runs on that class of instances. */
export function hasInsights(engine: EngineName, instanceClass: string): boolean {
  return !ENGINES[engine].withoutInsights?.test(instanceClass);
}

/** Parameter group family, such as `postgres16` or `mysql8.0`: without the minor version, if there is one. */
export function parameterFamily(engine: EngineName, version: string): string {
  const parts = version.split(".");
  return `${engine}${parts.slice(0, engine === "postgres" ? 1 : 2).join(".")}`;
}
