"""Explicit denials, enforced on request: calls that a role's own policies deny are refused."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from moto.iam.models import iam_backends

from api.aws_request import AwsRequest, parameters
from api.faults import Answer, error
from api.principals import principal_of
from api.request_context import asked, context, find_role
from api.state import ACCOUNT, on_reset

Statement = dict[str, Any]

# How the services call it.
CODES = {"ec2": "UnauthorizedOperation", "query": "AccessDenied", "rest-xml": "AccessDenied"}
_SESSION = re.compile(r"^arn:aws:sts::\d+:assumed-role/([^/]+)/")


class Denials:
    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.enforced = False
        self._statements: dict[str, list[Statement]] = {}

    def enforce(self, enforced: bool) -> dict[str, bool]:
        self.enforced = enforced
        return {"enforced": enforced}

    def forget(self, request: AwsRequest) -> None:
        """Called after a call that may have changed policies."""
        if request.service == "iam" and not request.action.startswith(("Get", "List")):
            self._statements.clear()

    def refusal(self, request: AwsRequest) -> Answer | None:
        """The error that the caller gets instead, or None where nothing denies the call."""
        caller = principal_of(request.access_key_id) if self.enforced else ""
        session = _SESSION.match(caller)
        if not session:
            return None
        for statement in self._of_role(session[1]):
            denied = _denied(statement, request, session[1])
            if denied:
                action, resource = denied
                message = (
                    f"User: {caller} is not authorized to perform: {action} on resource: {resource} "
                    f"with an explicit deny in an identity-based policy (statement {statement.get('Sid', 'unnamed')})"
                )
                return error(request, CODES.get(request.protocol, "AccessDeniedException"), message, 403)
        return None

    def _of_role(self, name: str) -> list[Statement]:
        if name not in self._statements:
            self._statements[name] = _deny_statements(name)
        return self._statements[name]


def _deny_statements(role_name: str) -> list[Statement]:
    backend, role = iam_backends[ACCOUNT]["aws"], find_role(role_name)
    if role is None:
        return []
    managed = list(role.managed_policies.values())
    boundary = backend.managed_policies.get(role.permissions_boundary_arn)
    texts = [*role.policies.values(), *(_text(policy) for policy in [*managed, *([boundary] if boundary else [])])]
    statements = [statement for text in texts for statement in _list(json.loads(text)["Statement"])]
    return [statement for statement in statements if statement["Effect"] == "Deny"]


def _text(policy: Any) -> str:
    return next(version.document for version in policy.versions if version.is_default)


def _denied(statement: Statement, request: AwsRequest, role_name: str) -> tuple[str, str] | None:
    """Action and resource of the request that the statement denies."""
    # Most calls match no denial, so they are sorted out before anything is parsed.
    if not _may_name(statement, request.service):
        return None
    params = parameters(request)
    for action, resource in asked(request, params):
        if (
            _named(statement, "Action", action.lower())
            and _named(statement, "Resource", resource)
            and _holds(statement.get("Condition", {}), context(request, params, role_name))
        ):
            return action, resource
    return None


def _may_name(statement: Statement, service: str) -> bool:
    names = _list(statement.get("Action", "*"))
    return any(name.split(":")[0].lower() in (service, "*") for name in names)


def _named(statement: Statement, element: str, value: str) -> bool:
    """Whether `Action` or `Resource`, or the lack of it in `NotAction` or `NotResource`, takes the value in."""
    patterns = _list(statement.get(element, statement.get(f"Not{element}", [])))
    folded = [pattern.lower() for pattern in patterns] if element == "Action" else patterns
    return any(_matches(pattern, value) for pattern in folded) == (element in statement)


def _holds(conditions: dict[str, Any], facts: dict[str, str]) -> bool:
    return all(
        _compare(operator, facts.get(key.lower()), [str(value) for value in _list(values)])
        for operator, keys in conditions.items()
        for key, values in keys.items()
    )


def _compare(operator: str, fact: str | None, values: list[str]) -> bool:
    """Strings, ARNs and Bool. With any other operator a statement denies nothing here."""
    kind = operator.removesuffix("IfExists")
    negated = "Not" in kind
    if fact is None:
        return negated or kind != operator
    match kind.replace("Not", ""):
        case "Bool":
            return fact.lower() in [value.lower() for value in values]
        case "StringEquals":
            return (fact in values) != negated
        case "StringLike" | "ArnLike" | "ArnEquals":
            return any(_matches(value, fact) for value in values) != negated
    return False


def _matches(pattern: str, value: str) -> bool:
    return bool(_compiled(pattern).fullmatch(value))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), re.S)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


DENIALS = Denials()
on_reset(DENIALS.clear)
