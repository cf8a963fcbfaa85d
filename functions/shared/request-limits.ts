/**
 * Options of every AWS client, in milliseconds: without a timeout, a lost answer would block the function until Lambda
 * ends it.
 */
export const REQUEST_LIMITS = {
  requestHandler: { connectionTimeout: 3000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;
