import { policy } from "../../../core/policies/document";
import { policyJson } from "../../../modules/parts/policy-json";

test("IAM's variables are escaped, CDKTF's tokens are not", () => {
  const text = policyJson(
    policy({
      Sid: "Any",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: [
        "${TfToken[TOKEN.7]}/*",
        "arn:aws:s3:::b/${aws:PrincipalTag/Name}",
        "${ec2:SourceInstanceARN}",
      ],
    }),
  );
  expect(JSON.parse(text).Statement[0].Resource).toEqual([
    "${TfToken[TOKEN.7]}/*",
    "arn:aws:s3:::b/$${aws:PrincipalTag/Name}",
    "$${ec2:SourceInstanceARN}",
  ]);
});
