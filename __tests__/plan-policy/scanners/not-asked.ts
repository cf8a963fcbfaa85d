/** Checks of public scanners that no rule here asks for, each with the reason. */
export const NOT_ASKED: Readonly<Record<string, string>> = {
  CKV_AWS_143:
    "Object lock fits write-once records; the boot bundle and other buckets must be tidied, and are versioned.",
  CKV_AWS_144:
    "Nothing here outlives its region: homes and databases are backed up, and boot bundles are built from code.",
  CKV_AWS_237: "Speaks of REST APIs; an HTTP API is replaced only when its protocol changes.",
  CKV_AWS_238:
    "Detection is one setting for a whole account, often made by its organization; the config decides.",
  CKV_AWS_250:
    "Names minor versions of PostgreSQL below 13.3; the config takes major versions, and minor ones follow.",
  CKV_AWS_388: "Names versions of Aurora PostgreSQL; the databases are not Aurora.",
  CKV2_AWS_3:
    "Detection is one setting for a whole account, often made by its organization; the config decides.",
  CKV2_AWS_9:
    "Asks for a backup plan of EBS volumes; what a VM must keep is its home, and its root volume is snapshotted.",
  CKV2_AWS_29:
    "A WAF cannot stand before an HTTP API; the one route is throttled, and its callers sign what they send.",
  CKV2_AWS_36: "Looks for parameters that are sent to a site by HTTP; the stacks have no such data source.",
  CKV2_AWS_44: "Looks at routes to peered networks; the stacks make none.",
  CKV2_AWS_51: "Client certificates need a domain of one's own; Jira proves itself by signing what it sends.",
  CKV2_AWS_62: "Nobody waits for events of these buckets; who changes objects is in the trail.",
  CKV2_AWS_68: "Looks at roles of SageMaker notebooks; there are none.",
  CKV2_AWS_75: "Looks at the CORS settings of function URLs; there are none.",
  CKV2_AWS_77: "A WAF cannot stand before an HTTP API; no Java runs behind it either.",
  "AWS-0004": "Looks at REST APIs; the rule api-route-authorized looks at the routes of HTTP APIs.",
  "AWS-0101": "Looks for the use of the account's default VPC; the stacks make a VPC of their own.",
  "AWS-0147": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0148": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0149": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0150": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0151": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0152": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0153": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0154": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0155": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0156": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0157": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0158": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0159": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0160": "An account-wide alarm on its trail: given with the trail, where the config has it make one.",
  "AWS-0174": "Speaks of organizations, which are not of this deployment's making.",
  "AWS-0170": "Terraform cannot switch MFA delete on: it takes the root user's own token.",
  "AWS-0171": "A trail of all accesses to objects costs by the access; buckets have access logs instead.",
  "AWS-0172": "A trail of all accesses to objects costs by the access; buckets have access logs instead.",
  "AWS-0320": "Names of buckets are checked by the config, and begin with the project's slug.",
};
