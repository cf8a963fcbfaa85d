import { EFSClient } from "@aws-sdk/client-efs";
import { IAMClient } from "@aws-sdk/client-iam";
import { SSMClient } from "@aws-sdk/client-ssm";
import { createTableClient } from "../shared/dynamo/client";
import { createEc2Client } from "../shared/ec2/client";
import { REQUEST_LIMITS } from "../shared/request-limits";
import type { AwsClients } from "./context";

export function createAwsClients(): AwsClients {
  return {
    ec2: createEc2Client(),
    efs: new EFSClient(REQUEST_LIMITS),
    iam: new IAMClient(REQUEST_LIMITS),
    ssm: new SSMClient(REQUEST_LIMITS),
    table: createTableClient(),
  };
}
