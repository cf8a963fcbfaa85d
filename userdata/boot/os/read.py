"""Prints the row of table.json for an os-release file as shell: `export OS_NAME=RHEL9`, and so on.

The image decides, not the OS tag: what is installed must fit what runs. Status 1: no such row.
"""
import json
import os
import re
import shlex
import sys


def release(path):
    """The file's assignments."""
    found = {}
    with open(path) as lines:
        for line in lines:
            if "=" in line:
                key, value = line.strip().split("=", 1)
                found[key] = value.strip("\"'")
    return found


def main(path):
    here = release(path)
    version = here.get("VERSION_ID", "")
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "table.json")) as text:
        table = json.load(text)
    for name, row in table.items():
        if here.get("ID") == row["id"] and (version + ".").startswith(row["version"] + "."):
            print("export OS_NAME=" + shlex.quote(name))
            for key, value in row.items():
                variable = "OS_" + re.sub("([A-Z])", r"_\1", key).upper()
                print("export %s=%s" % (variable, shlex.quote(value)))
            return 0
    print("no row for %s %s" % (here.get("ID"), version), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
