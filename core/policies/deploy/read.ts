import { schedulesPath } from "../../aws/agreed-names";
import { arn, type Deployment } from "../../aws/deployment";
import { TAG } from "../../vm/tags";
import { type PolicyDocument, policy, type Statement } from "../document";

export interface DeployReadInput {
  readonly deployment: Deployment;
  /** Bucket of Terraform's state; undefined if the state is in files. */
  readonly stateBucket: string | undefined;
}

/** Permissions of a plan: to read settings and the state, but neither the values of secrets nor users' data. */
export function deployRead({ deployment, stateBucket }: DeployReadInput): PolicyDocument {
  return policy(
    settings(deployment),
    rights(),
    ...own(deployment),
    ...(stateBucket ? state(deployment, stateBucket) : []),
  );
}

/** Most of these actions support no resource but `*`. */
function settings({ region }: Deployment): Statement {
  return {
    Sid: "SeeSettings",
    Effect: "Allow",
    Action: [
      "access-analyzer:GetAnalyzer",
      "access-analyzer:ListTagsForResource",
      "backup:Describe*",
      "backup:Get*",
      "backup:List*",
      "cloudtrail:Describe*",
      "cloudtrail:GetEventSelectors",
      "cloudtrail:GetInsightSelectors",
      "cloudtrail:GetTrail*",
      "cloudtrail:ListTags",
      "cloudwatch:Describe*",
      "cloudwatch:GetDashboard",
      "cloudwatch:ListTagsForResource",
      "dynamodb:Describe*",
      "dynamodb:ListTagsOfResource",
      "ec2:Describe*",
      "ec2:GetEbs*",
      "ec2:GetInstanceUefiData",
      "ec2:GetManagedPrefixListEntries",
      "elasticfilesystem:Describe*",
      "elasticfilesystem:ListTagsForResource",
      "events:Describe*",
      "events:List*",
      "guardduty:GetDetector",
      "guardduty:ListDetectors",
      "guardduty:ListTagsForResource",
      "kms:DescribeKey",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:List*",
      "lambda:List*",
      "logs:Describe*",
      "logs:List*",
      "rds:Describe*",
      "rds:ListTagsForResource",
      "scheduler:Get*",
      "scheduler:List*",
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetResourcePolicy",
      "secretsmanager:ListSecretVersionIds",
      "sns:Get*",
      "sns:List*",
      "sqs:GetQueue*",
      "sqs:ListQueueTags",
      "ssm:Describe*",
      "ssm:GetDocument",
      "ssm:ListTagsForResource",
    ],
    Resource: "*",
    Condition: { StringEquals: { "aws:RequestedRegion": region } },
  };
}

/** IAM belongs to no Region. */
function rights(): Statement {
  return {
    Sid: "SeeRights",
    Effect: "Allow",
    Action: [
      "iam:GetInstanceProfile",
      "iam:GetOpenIDConnectProvider",
      "iam:GetPolicy*",
      "iam:GetRole*",
      "iam:ListAttachedRolePolicies",
      "iam:ListEntitiesForPolicy",
      "iam:ListInstanceProfile*",
      "iam:ListPolic*",
      "iam:ListRole*",
    ],
    Resource: "*",
  };
}

/** Of buckets, parameters and the table, only the project's own. */
function own(deployment: Deployment): Statement[] {
  const { partition, region, project } = deployment;
  const buckets = `arn:${partition}:s3:::${project}-*`;
  return [
    {
      Sid: "SeeFunctions",
      Effect: "Allow",
      Action: "lambda:Get*",
      Resource: [
        arn(deployment, "lambda", `function:${project}-*`),
        arn(deployment, "lambda", "event-source-mapping:*"),
      ],
    },
    {
      Sid: "SeeApis",
      Effect: "Allow",
      Action: "apigateway:GET",
      // Not the keys of other APIs, which are paths too.
      Resource: ["/apis", "/apis/*", "/tags/*"].map(
        (path) => `arn:${partition}:apigateway:${region}::${path}`,
      ),
    },
    {
      // User data: that of other machines may contain secrets.
      Sid: "SeeOwnInstancesOnly",
      Effect: "Deny",
      Action: "ec2:DescribeInstanceAttribute",
      Resource: arn(deployment, "ec2", "instance/*"),
      Condition: { StringNotEquals: { [`aws:ResourceTag/${TAG.managedBy}`]: project } },
    },
    {
      Sid: "SeeBuckets",
      Effect: "Allow",
      Action: ["s3:GetAccelerateConfiguration", "s3:GetBucket*", "s3:Get*Configuration", "s3:ListBucket*"],
      Resource: buckets,
    },
    {
      Sid: "ReadBootBundles",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion"],
      Resource: `arn:${partition}:s3:::${project}-boot-*/*`,
    },
    {
      Sid: "ReadParameters",
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:GetParameters"],
      Resource: [
        arn(deployment, "ssm", `parameter${schedulesPath(project)}/*`),
        arn(deployment, "ssm", `parameter/${project}/*`),
        arn(deployment, "ssm", `parameter/imagebuilder/${project}/*`),
        // The vendors' public ones.
        `arn:${partition}:ssm:${region}::parameter/aws/*`,
      ],
    },
    {
      Sid: "ReadRecords",
      Effect: "Allow",
      Action: "dynamodb:GetItem",
      Resource: arn(deployment, "dynamodb", `table/${project}*`),
    },
  ];
}

function state({ partition, project }: Deployment, bucket: string): Statement[] {
  const arnOfBucket = `arn:${partition}:s3:::${bucket}`;
  return [
    { Sid: "FindState", Effect: "Allow", Action: "s3:ListBucket", Resource: arnOfBucket },
    { Sid: "ReadState", Effect: "Allow", Action: "s3:GetObject", Resource: `${arnOfBucket}/${project}/*` },
  ];
}
