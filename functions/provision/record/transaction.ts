import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { retryWhile } from "../../shared/retry";
import type { Context } from "../context";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** A collision with another transaction on the same counter is over within milliseconds. */
const UNTIL_FREE = { tries: 8, pauseMs: 100 };

/** Writes all or nothing. */
export async function writeTogether(
  ctx: Pick<Context, "aws" | "sleep">,
  TransactItems: readonly Write[],
): Promise<void> {
  await retryWhile(
    ctx,
    UNTIL_FREE,
    () => ctx.aws.table.send(new TransactWriteCommand({ TransactItems: [...TransactItems] })),
    (error) => cancellationReasons(error).includes("TransactionConflict"),
  );
}

/** Whether the condition of each write failed, in the order of the writes; empty when that is not the error. */
export function failedConditions(error: unknown): boolean[] {
  return cancellationReasons(error).map((reason) => reason === "ConditionalCheckFailed");
}

function cancellationReasons(error: unknown): (string | undefined)[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).map(({ Code }) => Code);
}
