"""Event source mappings of queues are kept and described; the Lambda host does the polling."""

from __future__ import annotations

from typing import Any

from moto.awslambda.models import LambdaBackend
from moto.sqs.models import sqs_backends

from api.registry import around, correction
from api.state import ACCOUNT


@correction(
    "lambda",
    "A mapped queue's messages are received by the mapping's poller alone: sending one raises no other's receive count.",
    "Lambda Developer Guide, Using Lambda with Amazon SQS",
)
def _no_second_poller() -> None:
    def create(original: Any, backend: LambdaBackend, spec: dict[str, Any]) -> Any:
        mapping = original(backend, spec)
        # moto polls on every send; without Docker each try fails, and its messages wear out into the dead-letter queue.
        for queue in sqs_backends[ACCOUNT][backend.region_name].queues.values():
            queue.lambda_event_source_mappings.clear()
        return mapping

    around(LambdaBackend, "create_event_source_mapping", create)
