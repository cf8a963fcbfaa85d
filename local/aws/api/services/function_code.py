"""The code of a Lambda function, to be downloaded from where GetFunction says."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote, urlsplit

from moto.awslambda.models import lambda_backends
from moto.awslambda.responses import LambdaResponse

from api.aws_request import AwsRequest
from api.registry import around, correction, stand_in
from api.state import ACCOUNT

SOURCE = "https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCodeLocation.html"
# The query of a presigned URL, as far as the overlay reads it.
_PRESIGNED = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AWSLAMBDA/20150331/{region}/s3/aws4_request&X-Amz-Expires=600"


def _bucket(region: str) -> str:
    return f"awslambda-{region}-tasks"


@correction("lambda", "`Code.Location` of GetFunction is a presigned S3 URL that serves the zip", SOURCE)
def _location() -> None:
    def get_function(original: Any, self: LambdaResponse) -> str:
        answer = json.loads(original(self))
        code = answer.get("Code", {})
        if code.get("RepositoryType") == "S3":
            name = answer["Configuration"]["FunctionName"]
            here = urlsplit(self.uri)
            query = _PRESIGNED.format(region=self.region)
            code["Location"] = f"{here.scheme}://{here.netloc}/{_bucket(self.region)}/{name}?{query}"
        return json.dumps(answer)

    around(LambdaResponse, "get_function", get_function)


@stand_in("s3", "GetObject", behaviour="the bucket of Lambda's code is there, though it is in no list", source=SOURCE)
def _download(request: AwsRequest) -> Any:
    bucket, _, name = unquote(request.path).lstrip("/").partition("/")
    if bucket != _bucket(request.region):
        return None
    function = lambda_backends[ACCOUNT][request.region].get_function(name)
    return 200, [("Content-Type", "application/zip")], bytes(function.code_bytes)
