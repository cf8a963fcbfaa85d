"""Keys of the tags that are read or set on the VM, by name; tags.json is written from the table core/vm/tags.ts.

As a program, it prints them as shell: `export TAG_KEEP_UNTIL=KeepUntil`, and so on.
"""
import json
import os
import re
import shlex

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "tags.json")) as text:
    KEYS = json.load(text)

if __name__ == "__main__":
    for name, key in KEYS.items():
        print("export TAG_%s=%s" % (re.sub("([A-Z])", r"_\1", name).upper(), shlex.quote(key)))
