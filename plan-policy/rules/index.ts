import type { Rule } from "../model";
import { bucketRules } from "./buckets";
import { computeRules } from "./compute";
import { databaseRules } from "./databases";
import { functionRules } from "./functions";
import { identityRules } from "./identity";
import { keyAndSecretRules } from "./keys-and-secrets";
import { loggingRules } from "./logging";
import { messagingRules } from "./messaging";
import { networkRules } from "./network";
import { storageRules } from "./storage";
import { tagRules } from "./tags";

/** All rules of the plan policy. */
export const RULES: readonly Rule[] = [
  ...networkRules,
  ...computeRules,
  ...storageRules,
  ...bucketRules,
  ...databaseRules,
  ...messagingRules,
  ...functionRules,
  ...identityRules,
  ...keyAndSecretRules,
  ...loggingRules,
  ...tagRules,
];
