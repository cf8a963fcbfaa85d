import { ec2ArnOf, ec2Type } from "../ec2-ids";
import { type MappingInput, text, texts } from "./call";
import { locateIam } from "./locate-iam";
import { locateRds } from "./locate-rds";
import { locateSsm } from "./locate-ssm";

/** ARNs of the resources of one type that a call names; empty where it names none of the type. */
type Locator = (type: string, input: MappingInput) => string[];

/** Services whose request parameters do not match the parts of their ARNs. */
export const LOCATORS: Readonly<Record<string, Locator>> = {
  ec2: (type, { call, deployed }) => {
    // Groups that a rule refers to are not the group that the rule is added to.
    const named = call.action.includes("SecurityGroup") ? [call.params["GroupId"]] : call.params;
    const ids = [...new Set(texts(named))].filter((id) => ec2Type(id) === type);
    const byTemplateName = text(call.params, "LaunchTemplateName");
    const template =
      type === "launch-template" && byTemplateName ? deployed.templateId(byTemplateName) : undefined;
    return [...ids, ...(template ? [template] : [])].map((id) =>
      ec2ArnOf(type, id, call.region, deployed.accountId),
    );
  },
  iam: locateIam,
  rds: locateRds,
  ssm: locateSsm,
  s3: (type, { call: { params } }) => {
    const bucket = text(params, "Bucket");
    const key = text(params, "Key");
    if (!bucket) return [];
    if (type === "bucket") return [`arn:aws:s3:::${bucket}`];
    return type === "object" && key ? [`arn:aws:s3:::${bucket}/${key}`] : [];
  },
  sqs: (_type, { call: { params, region }, deployed }) => {
    const name = text(params, "QueueName") ?? text(params, "QueueUrl")?.split("/").at(-1);
    return name ? [`arn:aws:sqs:${region}:${deployed.accountId}:${name}`] : [];
  },
  sns: (type, { call: { params, region }, deployed }) => {
    if (type !== "topic") return [];
    const name = text(params, "Name");
    if (name) return [`arn:aws:sns:${region}:${deployed.accountId}:${name}`];
    const arn = ["TopicArn", "ResourceArn", "SubscriptionArn"].map((key) => text(params, key)).find(Boolean);
    // A subscription is judged by its topic.
    return arn ? [arn.split(":").slice(0, 6).join(":")] : [];
  },
  secretsmanager: (_type, { call: { params, region }, deployed }) => {
    const id = text(params, "SecretId") ?? text(params, "Name");
    if (!id) return [];
    return [
      deployed.secretArn(id) ?? `arn:aws:secretsmanager:${region}:${deployed.accountId}:secret:${id}-000000`,
    ];
  },
  kms: (type, { call: { params, region }, deployed }) => {
    const alias = text(params, "AliasName");
    if (type === "alias") return alias ? [`arn:aws:kms:${region}:${deployed.accountId}:${alias}`] : [];
    const id = text(params, "KeyId") ?? text(params, "TargetKeyId");
    return id ? [deployed.keyArn(id) ?? `arn:aws:kms:${region}:${deployed.accountId}:key/${id}`] : [];
  },
  lambda: (type, { call: { params, region }, deployed }) => {
    const base = `arn:aws:lambda:${region}:${deployed.accountId}`;
    const name = text(params, "FunctionName")?.split(":").at(-1);
    const arn = text(params, "Resource");
    if (type === "function" && name) return [`${base}:function:${name}`];
    const uuid = text(params, "UUID");
    if (type === "eventSourceMapping" && uuid) return [`${base}:event-source-mapping:${uuid}`];
    const kind: Readonly<Record<string, string>> = {
      function: "function",
      eventSourceMapping: "event-source-mapping",
    };
    return arn && kind[type] && arn.includes(`:${kind[type]}:`) ? [arn] : [];
  },
  dynamodb: (type, { call: { params, region }, deployed }) => {
    const arn = text(params, "ResourceArn");
    const names = [text(params, "TableName"), ...Object.keys(params["RequestItems"] ?? {})];
    if (type !== "table") return [];
    if (arn) return [arn];
    return names.flatMap((name) =>
      name ? [`arn:aws:dynamodb:${region}:${deployed.accountId}:table/${name.split("/").at(-1)}`] : [],
    );
  },
  events: (type, { call: { params, region, action }, deployed }) => {
    if (type !== "rule-on-default-event-bus") return [];
    const name = text(params, "Rule") ?? (action.endsWith("Rule") ? text(params, "Name") : undefined);
    const arn = text(params, "ResourceARN");
    return [name ? `arn:aws:events:${region}:${deployed.accountId}:rule/${name}` : (arn ?? "")];
  },
  logs: (type, { call: { params, region }, deployed }) => {
    if (type !== "log-group") return [];
    const arn = text(params, "resourceArn");
    if (arn?.includes(":log-group:")) return [arn];
    const name = text(params, "logGroupName");
    return name ? [`arn:aws:logs:${region}:${deployed.accountId}:log-group:${name}`] : [];
  },
  cloudwatch: (type, { call: { params, region, action }, deployed }) => {
    const base = `arn:aws:cloudwatch:${region}:${deployed.accountId}`;
    const arn = text(params, "ResourceARN");
    if (arn) return type === "alarm" && arn.includes(":alarm:") ? [arn] : [];
    if (type === "dashboard") {
      const name = text(params, "DashboardName");
      return name ? [`arn:aws:cloudwatch::${deployed.accountId}:dashboard/${name}`] : [];
    }
    if (type !== "alarm" || !/Alarm/.test(action)) return [];
    const names = [text(params, "AlarmName"), ...texts(params["AlarmNames"])].filter((name) => name);
    return names.map((name) => `${base}:alarm:${name}`);
  },
  scheduler: (type, { call: { params, region }, deployed }) => {
    const name = text(params, "Name");
    if (type !== "schedule" || !name) return [];
    return [
      `arn:aws:scheduler:${region}:${deployed.accountId}:schedule/${text(params, "GroupName") ?? "default"}/${name}`,
    ];
  },
  elasticfilesystem: (type, { call: { params, region }, deployed }) => {
    const base = `arn:aws:elasticfilesystem:${region}:${deployed.accountId}`;
    const id = text(params, "ResourceId");
    const point = text(params, "AccessPointId") ?? (id?.startsWith("fsap-") ? id : undefined);
    if (type === "access-point") return point ? [`${base}:access-point/${point.split("/").at(-1)}`] : [];
    const target = text(params, "MountTargetId");
    const fileSystem =
      text(params, "FileSystemId") ??
      (id?.startsWith("fs-") ? id : undefined) ??
      (target ? deployed.fileSystemOf(target) : undefined);
    return fileSystem ? [`${base}:file-system/${fileSystem.split("/").at(-1)}`] : [];
  },
};
