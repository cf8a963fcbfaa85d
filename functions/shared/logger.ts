import { Logger } from "@aws-lambda-powertools/logger";

/** A structured logger; name and level come from `POWERTOOLS_SERVICE_NAME` and `POWERTOOLS_LOG_LEVEL`. */
export function createLogger(): Logger {
  return new Logger();
}
