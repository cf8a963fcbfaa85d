"""Command line of the emulator."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading

# Read by moto when its modules load. Without them unknown images and types pass, and AWS-managed policies are missing.
SETTINGS = {
    "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
    "MOTO_ENABLE_AMI_VALIDATION": "true",
    "MOTO_EC2_ENABLE_INSTANCE_TYPE_VALIDATION": "true",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="emulator", description=__doc__)
    parser.add_argument("-p", "--port", type=int, default=0, help="0, the default, takes a free one and prints it")
    parser.add_argument("-H", "--host", default="127.0.0.1")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when the starting process ends")
    parser.add_argument("--list-corrections", action="store_true", help="print the README's table rows")
    options = parser.parse_args()

    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)

    from api import registry
    from api.install import install

    install()
    if options.list_corrections:
        print("\n".join(registry.table_rows()))
        return

    from api.server import EmulatorServer
    from api.wsgi import Overlay

    server = EmulatorServer(options.host, options.port, Overlay())
    # moto sends some requests to itself, by this variable.
    os.environ["MOTO_PORT"] = str(server.server_port)
    if options.until_stdin_closes:
        threading.Thread(target=_exit_with_stdin, daemon=True).start()
    print(json.dumps({"url": f"http://{options.host}:{server.server_port}"}), flush=True)
    try:
        server.serve_forever(poll_interval=0.1)
    except KeyboardInterrupt:
        sys.exit(130)


def _exit_with_stdin() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    # Not sys.exit: this is not the main thread, and open connections would hold the process.
    os._exit(0)
