import type { Logger } from "@aws-lambda-powertools/logger";
import type { Counters } from "../shared/metrics";

/** Logs and counts answers and failures. Never logs the body, the signature or a secret. */
export interface Reporter {
  /** @param step what failed, as in `reading the secrets` */
  failed(step: string, error: unknown): void;
  answered(statusCode: number, outcome: Readonly<Record<string, string>>): void;
}

export function createReporter(
  logger: Pick<Logger, "info" | "error">,
  counters: Pick<Counters, "count">,
): Reporter {
  return {
    failed: (step, error) => logger.error(`Failed while ${step}`, error as Error),
    answered: (statusCode, outcome) => {
      logger.info("Delivery answered", { statusCode, outcome });
      counters.count(`WebhookAnswered${statusCode}`);
    },
  };
}
