"""A signed AWS request, taken apart: who calls which operation of which service with what."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, unquote_plus

from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol
from moto.core.utils import get_service_model
from werkzeug import Request

from api.operations import IAM_PREFIX, Operation, models_for, resolve

_CREDENTIAL = re.compile(r"(?:Credential=|X-Amz-Credential=)([^/&]+)/\d+/([^/]+)/([^/]+)/aws4_request")


@dataclass
class AwsRequest:
    # As IAM policies call it: `elasticfilesystem`, `cloudwatch`.
    service: str
    action: str
    # Of the answer to an error: ec2, query, json, rest-json or rest-xml.
    protocol: str
    region: str
    access_key_id: str
    model: str
    path: str
    environ: dict[str, Any]
    body: bytes
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body) if self.body else {}

    def text(self) -> str:
        """All that was sent, decoded, for finding a word in it."""
        sent = self.path + "?" + self.environ.get("QUERY_STRING", "") + "\n" + self.body.decode("utf8", "replace")
        return unquote_plus(sent)


def parse(environ: dict[str, Any], body: bytes) -> AwsRequest | None:
    """None when the request is not signed: nothing says which service it is for."""
    signature = environ.get("HTTP_AUTHORIZATION", "") or unquote(environ.get("QUERY_STRING", ""))
    credential = _CREDENTIAL.search(signature)
    if not credential:
        return None
    key, region, signing_name = credential[1], credential[2], credential[3].lower()
    path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf8", "replace")
    operation, protocol = _operation(signing_name, environ, body, path)
    return AwsRequest(
        service=IAM_PREFIX.get(signing_name, signing_name),
        action=operation.action,
        protocol=protocol,
        region=region,
        access_key_id=key,
        model=operation.model,
        path=path,
        environ=environ,
        body=body,
        labels=operation.labels,
    )


def _operation(signing_name: str, environ: dict[str, Any], body: bytes, path: str) -> tuple[Operation, str]:
    model = models_for(signing_name)[0]
    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return Operation(model, target.split(".")[-1], {}), "json"
    if "x-www-form-urlencoded" in environ.get("CONTENT_TYPE", ""):
        form = parse_qs(body.decode("utf8", "replace"))
        if action := form.get("Action"):
            return Operation(model, action[0], {}), "ec2" if model == "ec2" else "query"
    protocol = "rest-xml" if model == "s3" else "rest-json"
    unknown = Operation(model, f"{environ['REQUEST_METHOD']} {path}", {})
    return resolve(signing_name, environ, path) or unknown, protocol


def parameters(request: AwsRequest) -> dict[str, Any]:
    """The request's parameters as the SDKs name them; those of its path when moto's parsers make nothing of it."""
    try:
        service = get_service_model(request.model)
        operation = service.operation_model(request.action)
        sent = Request({**request.environ, "wsgi.input": io.BytesIO(request.body)})
        protocol = determine_request_protocol(service, sent.content_type)
        return PROTOCOL_PARSERS[protocol](operation).parse(
            {
                "method": sent.method,
                "values": sent.values,
                "headers": sent.headers,
                "body": request.body,
                "url_path": request.path,
                "url_params": request.labels,
            }
        )
    except Exception:
        # Recording must never break the call that it records. A body that is no document still has its place.
        return dict(request.labels)
