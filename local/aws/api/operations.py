"""Which API operation a REST request is: from botocore's service models, by method, path, query and headers."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qsl

from moto.core.utils import get_service_model

# Signing name -> the service models that sign with it. Only where they differ, or where there are several.
MODELS: dict[str, tuple[str, ...]] = {
    "elasticfilesystem": ("efs",),
    "apigateway": ("apigatewayv2", "apigateway"),
    "monitoring": ("cloudwatch",),
    "access-analyzer": ("accessanalyzer",),
}

# Signing names that differ from the prefix that IAM policies use for the same service.
IAM_PREFIX = {"monitoring": "cloudwatch"}

# S3 operations that share method and path, distinguished by an upload's id or a copy's source.
_OF_UPLOAD = {"PutObject": "UploadPart", "GetObject": "ListParts", "DeleteObject": "AbortMultipartUpload"}
_WITH_SOURCE = {"PutObject": "CopyObject", "UploadPart": "UploadPartCopy"}
_REFINED_ONLY = {*_OF_UPLOAD.values(), *_WITH_SOURCE.values()}


class Route(NamedTuple):
    method: str
    path: re.Pattern[str]
    query: dict[str, str]
    action: str
    rank: tuple[int, int]


class Operation(NamedTuple):
    model: str
    action: str
    labels: dict[str, str]


def models_for(signing_name: str) -> tuple[str, ...]:
    return MODELS.get(signing_name, (signing_name,))


def resolve(signing_name: str, environ: dict[str, str], path: str) -> Operation | None:
    """The operation of a REST request, or None when no model of the service has such a path."""
    query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
    for model in models_for(signing_name):
        for route in _routes(model):
            match = route.path.match(path) if route.method == environ["REQUEST_METHOD"] else None
            if match and all(key in query and value in ("", query[key]) for key, value in route.query.items()):
                action = _refine(route.action, query, environ) if model == "s3" else route.action
                return Operation(model, action, match.groupdict())
    return None


def _refine(action: str, query: dict[str, str], environ: dict[str, str]) -> str:
    if "uploadId" in query:
        action = _OF_UPLOAD.get(action, action)
    return _WITH_SOURCE.get(action, action) if "HTTP_X_AMZ_COPY_SOURCE" in environ else action


@cache
def _routes(model: str) -> list[Route]:
    """The model's operations, the most specific first."""
    service = get_service_model(model)
    routes = []
    for action in service.operation_names:
        if model == "s3" and action in _REFINED_ONLY:
            continue
        http = service.operation_model(action).http
        path, _, query = http["requestUri"].partition("?")
        keys = dict(parse_qsl(query, keep_blank_values=True))
        keys.pop("x-id", None)
        literals = len(re.sub(r"\{[^}]*\}", "", path))
        routes.append(Route(http["method"], _pattern(path), keys, action, (len(keys), literals)))
    return sorted(routes, key=lambda route: (route.rank, -len(route.action)), reverse=True)


def _pattern(path: str) -> re.Pattern[str]:
    def piece(text: str) -> str:
        if not text.startswith("{"):
            return re.escape(text)
        name = re.sub(r"\W", "_", text.strip("{+}"))
        return f"(?P<{name}>.+)" if text.endswith("+}") else f"(?P<{name}>[^/]+)"

    pieces = re.split(r"(\{[^}]*\})", path.rstrip("/"))
    return re.compile("".join(map(piece, pieces)) + "/?$")
