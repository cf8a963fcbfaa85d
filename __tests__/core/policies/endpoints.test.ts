import {
  dynamodbEndpointPolicy,
  interfaceEndpointPolicy,
  s3EndpointPolicy,
} from "../../../core/policies/endpoints";

const input = {
  deployment: { partition: "aws", region: "eu-west-1", account: "123456789012", project: "dev-vm" },
  trustedAccounts: ["210987654321"],
};
const ACCOUNTS = ["123456789012", "210987654321"];

test("an interface endpoint allows roles of our own and of trusted accounts", () => {
  expect(interfaceEndpointPolicy(input).Statement).toMatchObject([
    { Effect: "Allow", Condition: { StringEquals: { "aws:PrincipalAccount": ACCOUNTS } } },
  ]);
});

test("DynamoDB's endpoint allows our roles on our tables", () => {
  expect(dynamodbEndpointPolicy(input).Statement).toMatchObject([
    {
      Action: "dynamodb:*",
      Condition: { StringEquals: { "aws:PrincipalAccount": ACCOUNTS, "aws:ResourceAccount": ACCOUNTS } },
    },
  ]);
});

describe("S3's endpoint", () => {
  test.each([true, false])(
    "with internet access %s, callers of other accounts may only read",
    (hasInternetAccess) => {
      const open = s3EndpointPolicy({ ...input, hasInternetAccess }).Statement.filter(
        ({ Condition }) => !Condition,
      );
      expect(open.map(({ Action }) => Action)).toEqual(["s3:GetObject"]);
    },
  );

  test("without internet access, only AWS's packages and agent of this Region can be read", () => {
    const [, published] = s3EndpointPolicy({ ...input, hasInternetAccess: false }).Statement;
    expect(published?.Resource).toEqual(
      expect.arrayContaining([
        "arn:aws:s3:::al2023-repos-eu-west-1-*/*",
        "arn:aws:s3:::amazon-ssm-eu-west-1/*",
        "arn:aws:s3:::patch-baseline-snapshot-eu-west-1/*",
      ]),
    );
    for (const resource of published?.Resource ?? []) expect(resource).toContain("eu-west-1");
  });
});
