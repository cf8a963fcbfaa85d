"""Calls that must not see each other half done."""

from __future__ import annotations

import threading

from api.registry import ONE_AT_A_TIME, correction


@correction(
    "dynamodb",
    "A refused transaction undoes its own writes and nobody else's.",
    "DynamoDB Developer Guide, Amazon DynamoDB Transactions: How it works",
)
def _transactions() -> None:
    # moto undoes by putting the whole table back as it was before the transaction.
    ONE_AT_A_TIME["dynamodb"] = threading.Lock()


@correction(
    "elasticfilesystem",
    "Of two simultaneous requests with one client token, one makes the access point.",
    "EFS API Reference, CreateAccessPoint (ClientToken)",
)
def _client_tokens() -> None:
    ONE_AT_A_TIME["elasticfilesystem"] = threading.Lock()


@correction(
    "iam",
    "Simultaneous requests are all answered.",
    "IAM API Reference, Common Errors",
)
def _iam() -> None:
    # moto walks over a role's policies while another request attaches one: "dictionary changed size during iteration".
    ONE_AT_A_TIME["iam"] = threading.Lock()
