"""The layer in front of moto: control API, faults, recorder, and the operations that the overlay answers itself."""

from __future__ import annotations

import io
import json
import time
import traceback
from contextlib import nullcontext
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from api import control, state
from api.aws_request import AwsRequest, parse
from api.denials import DENIALS
from api.faults import FAULTS, Answer, error
from api.recorder import RECORDER
from api.registry import ONE_AT_A_TIME, STAND_INS


class Overlay:
    def __init__(self) -> None:
        self._moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        status, headers, output = self._answer(environ, body)
        start_response(f"{status} {'OK' if status < 400 else 'Error'}", headers)
        return [output]

    def _answer(self, environ: dict[str, Any], body: bytes) -> Answer:
        path = environ["PATH_INFO"]
        if path.startswith("/overlay/"):
            return control.answer(environ["REQUEST_METHOD"], path, environ.get("QUERY_STRING", ""), body)
        if path == "/moto-api/reset":
            state.reset()
        request = parse(environ, body)
        if request is None:
            return self._from_moto(environ, body)
        call = RECORDER.begin(request)
        answer = DENIALS.refusal(request) or self._with_faults(request)
        DENIALS.forget(request)
        RECORDER.end(call, *answer)
        return answer

    def _with_faults(self, request: AwsRequest) -> Answer:
        fault = FAULTS.take(request)
        if not fault:
            return self._serve(request)
        time.sleep(fault.get("delay", 0))
        if fault.get("after") or "code" not in fault:
            answer = self._serve(request)
            if "code" not in fault:
                return answer
        return error(request, fault["code"], fault.get("message", "injected"), fault.get("status", 400))

    def _serve(self, request: AwsRequest) -> Answer:
        try:
            with ONE_AT_A_TIME.get(request.service) or nullcontext():
                handler = STAND_INS.get((request.service, request.action))
                result = handler(request) if handler else None
                if result is None:
                    return self._from_moto(request.environ, request.body)
                return result if isinstance(result, tuple) else _json(request, result)
        except Exception as failure:
            traceback.print_exc()
            # Not a 500: the SDKs would repeat the call for minutes, and what is missing here stays missing.
            return error(request, "EmulatorFailure", f"{request.service} {request.action}: {failure!r}", 400)

    def _from_moto(self, environ: dict[str, Any], body: bytes) -> Answer:
        answer: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> None:
            answer.update(status=int(status.split(" ")[0]), headers=headers)

        chunks = self._moto({**environ, "wsgi.input": io.BytesIO(body)}, start_response)
        output = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        return answer["status"], answer["headers"], output


def _json(request: AwsRequest, result: dict[str, Any]) -> Answer:
    kind = "application/json" if request.protocol == "rest-json" else "application/x-amz-json-1.1"
    return 200, [("Content-Type", kind), ("x-amzn-RequestId", "overlay")], json.dumps(result).encode()
