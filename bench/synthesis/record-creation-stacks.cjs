/** Preloaded into a synthesis: CDKTF then records the creation stack of each token, whatever the code wants. */
const { captureStackTrace } = Error;
Object.defineProperty(Error, "captureStackTrace", { get: () => captureStackTrace, set() {} });
