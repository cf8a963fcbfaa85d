/**
 * What every AWS client is made with: without limits of time, a lost answer would hold the function until Lambda ends
 * it. Milliseconds.
 */
export const REQUEST_LIMITS = {
  requestHandler: { connectionTimeout: 3000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;
