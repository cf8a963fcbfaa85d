import type { AccessRequest, Deployed } from "../model";
import { type MappingInput, text, texts } from "./call";

const READ = ["kms:Decrypt"];
const WRITE = ["kms:GenerateDataKey", "kms:Decrypt"];

/** Calls to KMS that a service makes for its caller when the resource is encrypted with a customer-managed key. */
const USES: Readonly<Record<string, readonly string[]>> = {
  "secretsmanager:GetSecretValue": READ,
  "secretsmanager:PutSecretValue": WRITE,
  "sns:Publish": WRITE,
  "sqs:ReceiveMessage": READ,
  "sqs:SendMessage": WRITE,
};
/** Reads and writes of items need the same: the table's key, which is decrypted on first use. */
const TABLE_ACTIONS =
  /^dynamodb:(Batch|Condition|Delete|Get|Put|Query|Scan|Update)\w*Items?$|^dynamodb:(Query|Scan)$/;

/** The requests to KMS that the caller must be allowed, besides the call itself. */
export async function keyUse(
  input: MappingInput,
  direct: readonly AccessRequest[],
): Promise<AccessRequest[]> {
  const { call, deployed } = input;
  const found: AccessRequest[] = [];
  for (const { action, resource, made } of direct) {
    const actions = TABLE_ACTIONS.test(action) ? READ : USES[action];
    const encryption = actions && !made ? await deployed.encryption(resource) : undefined;
    if (!encryption) continue;
    const context = { "kms:ViaService": encryption.viaService, "kms:CallerAccount": deployed.accountId };
    found.push(...(actions ?? []).map((kms) => ({ action: kms, resource: encryption.keyArn, context })));
  }
  if (call.service === "ec2" && call.action === "StartInstances")
    found.push(...startsOf(texts(call.params["InstanceIds"]), call.region, deployed));
  if (call.service === "ec2" && call.action === "RunInstances") found.push(...launchOf(input));
  return found;
}

/** A start attaches encrypted volumes again, so EC2 creates a grant for itself on behalf of the caller. */
function startsOf(instanceIds: readonly string[], region: string, deployed: Deployed): AccessRequest[] {
  const keys = new Set(instanceIds.flatMap((id) => deployed.volumeKeys(id)));
  return [...keys].map((key) => grant(key, region, deployed.accountId));
}

/** A launch creates encrypted volumes from an image's snapshots. */
function launchOf({ call, deployed }: MappingInput): AccessRequest[] {
  const mappings = (call.params["BlockDeviceMappings"] ?? []) as { Ebs?: { KmsKeyId?: string } }[];
  const template = (call.params["LaunchTemplate"] ?? {}) as Record<string, unknown>;
  const templateId = text(template, "LaunchTemplateId") ?? text(template, "LaunchTemplateName") ?? "";
  const named = mappings.flatMap(({ Ebs }) => Ebs?.KmsKeyId ?? []);
  const keys = deployed.launchKeys(named.length > 0 ? named : deployed.templateKeys(templateId));
  const context = via("ec2", call.region, deployed.accountId);
  return keys.flatMap((resource) => [
    grant(resource, call.region, deployed.accountId),
    ...[
      "kms:DescribeKey",
      "kms:Decrypt",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ].map((action) => ({ action, resource, context })),
  ]);
}

function grant(resource: string, region: string, account: string): AccessRequest {
  const context = { ...via("ec2", region, account), "kms:GrantIsForAWSResource": "true" };
  return { action: "kms:CreateGrant", resource, context };
}

function via(service: string, region: string, account: string) {
  return { "kms:ViaService": `${service}.${region}.amazonaws.com`, "kms:CallerAccount": account };
}
