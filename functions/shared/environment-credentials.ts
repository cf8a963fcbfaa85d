import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * Stands for `@aws-sdk/credential-provider-node` in the bundles. Lambda puts the role's credentials into the
 * environment; the search through profiles, single sign-on and metadata services is up to a quarter of a function.
 */
export const defaultProvider = fromEnv;
