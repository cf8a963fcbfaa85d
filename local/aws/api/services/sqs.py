"""SQS."""

from __future__ import annotations

import json
import time
from typing import Any

import moto.sqs.models as models
from moto.sqs.models import Queue

from api.registry import correction


@correction(
    "sqs",
    "Visibility, delay and retention run in real time, whatever the settable clock does: a jump neither hides nor expires a message.",
    "SQS Developer Guide, Visibility timeout",
)
def _real_time() -> None:
    models.unix_time = lambda moment=None: moment.timestamp() if moment else time.time()
    models.unix_time_millis = lambda moment=None: models.unix_time(moment) * 1000


@correction(
    "sqs",
    "RedrivePolicy reads back without white space.",
    "Terraform AWS provider, aws_sqs_queue (waits until the attribute equals what was set)",
)
def _compact_redrive_policy() -> None:
    original = Queue.attributes.fget

    def attributes(queue: Any) -> dict[str, Any]:
        found = original(queue)
        if isinstance(found.get("RedrivePolicy"), str):
            found["RedrivePolicy"] = json.dumps(json.loads(found["RedrivePolicy"]), separators=(",", ":"))
        return found

    Queue.attributes = property(attributes)


@correction(
    "sqs",
    "RedriveAllowPolicy reads back, except `allowAll`, which is the default and not listed.",
    "SQS API Reference, SetQueueAttributes (RedriveAllowPolicy); Terraform AWS provider, aws_sqs_queue_redrive_allow_policy",
)
def _redrive_allow_policy() -> None:
    original = Queue.attributes.fget

    def attributes(queue: Any) -> dict[str, Any]:
        found = original(queue)
        policy = queue.redrive_allow_policy
        if not policy or "allowAll" in policy:
            found.pop("RedriveAllowPolicy", None)
        return found

    Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]
    Queue.redrive_allow_policy = None
    Queue.attributes = property(attributes)
