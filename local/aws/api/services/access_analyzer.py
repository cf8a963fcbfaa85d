"""IAM Access Analyzer."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote

from api import clock
from api.aws_request import AwsRequest
from api.faults import error
from api.registry import stand_in
from api.state import ACCOUNT, table


@stand_in(
    "access-analyzer",
    "CreateAnalyzer",
    "GetAnalyzer",
    "DeleteAnalyzer",
    behaviour="Analyzers are made, read and deleted. They find nothing.",
    source="IAM Access Analyzer API Reference, CreateAnalyzer, AnalyzerSummary",
)
def _analyzers(request: AwsRequest) -> Any:
    analyzers = table("access analyzers")
    if request.action == "CreateAnalyzer":
        name = request.json["analyzerName"]
        arn = f"arn:aws:access-analyzer:{request.region}:{ACCOUNT}:analyzer/{name}"
        analyzers[request.region, name] = {
            "arn": arn,
            "name": name,
            "type": request.json["type"],
            "createdAt": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "status": "ACTIVE",
            "tags": request.json.get("tags", {}),
        }
        return {"arn": arn}
    key = (request.region, unquote(request.labels["analyzerName"]))
    if key not in analyzers:
        return error(request, "ResourceNotFoundException", "There is no such analyzer.", 404)
    if request.action == "DeleteAnalyzer":
        del analyzers[key]
        return {}
    return {"analyzer": analyzers[key]}


@stand_in(
    "access-analyzer",
    "ListTagsForResource",
    "TagResource",
    "UntagResource",
    behaviour="Tags of analyzers can be listed and changed.",
    source="IAM Access Analyzer API Reference, ListTagsForResource, TagResource, UntagResource",
)
def _tags(request: AwsRequest) -> Any:
    arn = unquote(request.labels["resourceArn"])
    tags = next(found["tags"] for found in table("access analyzers").values() if found["arn"] == arn)
    if request.action == "TagResource":
        tags.update(request.json["tags"])
    if request.action == "UntagResource":
        for key in parse_qs(request.environ.get("QUERY_STRING", "")).get("tagKeys", []):
            tags.pop(key, None)
    return {"tags": tags} if request.action == "ListTagsForResource" else {}
