"""`python3 -m api` with `local/aws` on the path, or `python3 local/aws/api`."""

import sys
from pathlib import Path

if not __package__:
    # Run as a folder: the package's own modules must not be importable as top-level ones.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from api.cli import main

main()
