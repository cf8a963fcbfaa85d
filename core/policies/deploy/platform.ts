import { arn, type Deployment } from "../../aws/deployment";
import { allow, type PolicyDocument, policy, type Statement } from "../document";

/** The resources of `platform`: records, queues, functions and their triggers. */
export function deployPlatform(deployment: Deployment, stateBucket: string | undefined): PolicyDocument {
  const { partition, region, project } = deployment;
  const named = (service: string, ...resources: readonly string[]) =>
    resources.map((resource) => arn(deployment, service, resource));
  return policy(
    ...buckets(deployment, stateBucket),
    allow(
      "ChangeFunctions",
      [
        "lambda:*Concurrency*",
        "lambda:*Function*",
        "lambda:*Permission",
        "lambda:*agResource",
        "lambda:PublishVersion",
      ],
      named("lambda", `function:${project}-*`),
    ),
    allow(
      "ConnectQueues",
      ["lambda:*EventSourceMapping", "lambda:*agResource"],
      named("lambda", "event-source-mapping:*"),
    ),
    allow("ConnectQueuesToFunctions", ["lambda:CreateEventSourceMapping"], ["*"], {
      ArnLike: { "lambda:FunctionArn": arn(deployment, "lambda", `function:${project}-*`) },
    }),
    allow(
      "ChangeQueues",
      ["sqs:*Permission", "sqs:*Queue", "sqs:SetQueueAttributes"],
      named("sqs", `${project}-*`),
    ),
    allow(
      "ChangeTopics",
      ["sns:*Topic", "sns:*agResource", "sns:Set*Attributes", "sns:Subscribe", "sns:Unsubscribe"],
      named("sns", `${project}-*`),
    ),
    allow(
      "ChangeRules",
      ["events:*Rule", "events:*Targets", "events:*agResource"],
      named("events", `rule/${project}-*`),
    ),
    allow(
      "ChangeTimers",
      ["scheduler:*Schedule", "scheduler:*ScheduleGroup", "scheduler:*agResource"],
      named("scheduler", `schedule/*/${project}-*`, `schedule-group/${project}*`),
    ),
    allow(
      "ChangeApi",
      ["apigateway:DELETE", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT"],
      ["/apis", "/apis/*", "/tags/*"].map((path) => `arn:${partition}:apigateway:${region}::${path}`),
    ),
    allow(
      "ChangeLogs",
      ["logs:*KmsKey", "logs:*LogGroup", "logs:*MetricFilter", "logs:*RetentionPolicy", "logs:*agResource"],
      named("logs", `log-group:*${project}*`),
    ),
    // Log deliveries of an API and of Route 53 have no resource type.
    allow("DeliverLogs", ["logs:*LogDelivery", "logs:*ResourcePolicy", "logs:*QueryDefinition"], ["*"]),
    allow(
      "ChangeAlarms",
      ["cloudwatch:*Alarms", "cloudwatch:*agResource", "cloudwatch:Put*Alarm", "cloudwatch:*Dashboard*"],
      [
        ...named("cloudwatch", `alarm:${project}-*`),
        `arn:${partition}:cloudwatch::${deployment.account}:dashboard/${project}*`,
      ],
    ),
    allow(
      "ChangeRecords",
      [
        "dynamodb:*Item",
        "dynamodb:*Table",
        "dynamodb:*agResource",
        "dynamodb:UpdateContinuousBackups",
        "dynamodb:UpdateTimeToLive",
      ],
      named("dynamodb", `table/${project}`, `table/${project}-*`),
    ),
    allow(
      "ChangeSecrets",
      [
        "secretsmanager:*ResourcePolicy",
        "secretsmanager:*agResource",
        "secretsmanager:CreateSecret",
        "secretsmanager:DeleteSecret",
        "secretsmanager:RestoreSecret",
        "secretsmanager:UpdateSecret",
      ],
      named("secretsmanager", `secret:${project}/*`),
    ),
    allow(
      "ChangeParametersAndDocuments",
      [
        "ssm:*Document",
        "ssm:*DocumentPermission",
        "ssm:*TagsToResource",
        "ssm:*TagsFromResource",
        "ssm:*Parameter",
        "ssm:UpdateDocumentDefaultVersion",
      ],
      named("ssm", `document/${project}-*`, `parameter/${project}/*`, `parameter/imagebuilder/${project}/*`),
    ),
  );
}

function buckets({ partition, project }: Deployment, stateBucket: string | undefined): Statement[] {
  const bucket = `arn:${partition}:s3:::${project}-*`;
  const boot = `arn:${partition}:s3:::${project}-boot-*/*`;
  return [
    allow(
      "ChangeBuckets",
      ["s3:*agResource", "s3:CreateBucket", "s3:DeleteBucket*", "s3:PutBucket*", "s3:Put*Configuration"],
      [bucket],
    ),
    allow("PublishBootBundles", ["s3:DeleteObject*", "s3:PutObject", "s3:PutObjectTagging"], [boot]),
    ...(stateBucket
      ? [
          allow(
            "WriteState",
            ["s3:DeleteObject", "s3:PutObject"],
            [`arn:${partition}:s3:::${stateBucket}/${project}/*`],
          ),
        ]
      : []),
  ];
}
