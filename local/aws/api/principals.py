"""The principal of an access key."""

from __future__ import annotations

from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from api.state import ACCOUNT, table


def principal_of(access_key_id: str) -> str:
    """ARN of the session or user; a key that was never issued counts as a user of that name."""
    known = table("principals")
    if access_key_id not in known:
        found = _assumed_role(access_key_id) or _user(access_key_id)
        if not found:
            return f"arn:aws:iam::{ACCOUNT}:user/{access_key_id}"
        known[access_key_id] = found
    return known[access_key_id]


def _assumed_role(access_key_id: str) -> str | None:
    for _, _, backend in list(sts_backends.iter_backends()):
        role = backend.get_assumed_role_from_access_key(access_key_id)
        if role:
            return role.arn
    return None


def _user(access_key_id: str) -> str | None:
    for user in list(iam_backends[ACCOUNT]["aws"].users.values()):
        if any(key.access_key_id == access_key_id for key in user.access_keys):
            return user.arn
    return None
