import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { REQUEST_LIMITS } from "../request-limits";

export function createTableClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(REQUEST_LIMITS), {
    marshallOptions: { removeUndefinedValues: true },
  });
}
