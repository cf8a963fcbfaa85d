"""A threaded WSGI server that keeps connections alive.

werkzeug's development server closes the connection after every response; Terraform's Go client then loses one now
and then under load ("use of closed network connection").
"""

from __future__ import annotations

import io
import sys
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

Headers = list[tuple[str, str]]

# What the server decides itself, whatever the application said.
_HOP_BY_HOP = {"content-length", "connection", "transfer-encoding"}
_WITHOUT_BODY = {204, 304}


class EmulatorServer(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    # A Terraform apply with high parallelism opens many connections at once.
    request_queue_size = 1024

    def __init__(self, host: str, port: int, application: Any) -> None:
        super().__init__((host, port), _Handler)
        self.application = application


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body in one write: with small ones apart, each response waits for the peer's delayed acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: EmulatorServer

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the recorder keeps the calls."""

    def handle_one_request(self) -> None:
        try:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline:
                self.close_connection = True
                return
            if self.parse_request():
                self._answer(self._read_body())
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def handle_expect_100(self) -> bool:
        answered = super().handle_expect_100()
        # The client sends its body only once it has seen this: do not leave it in the buffer.
        self.wfile.flush()
        return answered

    def _read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return body

    def _answer(self, body: bytes) -> None:
        status, headers, output = self._run(body)
        code, _, reason = status.partition(" ")
        self.send_response_only(int(code), reason)
        for name, value in headers:
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        if int(code) not in _WITHOUT_BODY:
            self.send_header("Content-Length", self._length(headers, output))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(output)
        self.wfile.flush()
        if self.headers.get("Connection", "").lower() == "close":
            self.close_connection = True

    def _length(self, headers: Headers, output: bytes) -> str:
        if self.command != "HEAD":
            return str(len(output))
        return next((value for name, value in headers if name.lower() == "content-length"), "0")

    def _run(self, body: bytes) -> tuple[str, Headers, bytes]:
        result: dict[str, Any] = {}

        def start_response(status: str, headers: Headers, _exc_info: Any = None) -> None:
            result.update(status=status, headers=headers)

        try:
            chunks = self.server.application(self._environment(body), start_response)
            output = b"".join(chunks)
            if hasattr(chunks, "close"):
                chunks.close()
            return result["status"], result["headers"], output
        except Exception:
            traceback.print_exc()
            return "500 Internal Server Error", [("Content-Type", "text/plain")], b"the emulator failed; see its log"

    def _environment(self, body: bytes) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        host, port = self.server.server_address[:2]
        environment: dict[str, Any] = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "latin-1"),
            "QUERY_STRING": query,
            "REQUEST_URI": self.path,
            "RAW_URI": self.path,
            "SERVER_NAME": str(host),
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self.client_address[0],
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name in set(self.headers):
            key = name.upper().replace("-", "_")
            if key == "CONTENT_TYPE":
                environment[key] = self.headers[name]
            elif key not in ("CONTENT_LENGTH", "TRANSFER_ENCODING"):
                environment[f"HTTP_{key}"] = ",".join(self.headers.get_all(name) or [])
        return environment
