"""Fetches the current boot bundle, checks it, runs it, and reports the result in the instance's tags.

Usage: launch.py BUCKET. DEVVM_ROOT is put before every path (tests); see devvm_aws.py for the rest.
"""
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import devvm_aws as aws

ROOT = os.environ.get("DEVVM_ROOT", "")
STATE = ROOT + "/var/lib/devvm"
TAG = "DevVmState"


class BootFailed(Exception):
    """The boot did not finish; its text becomes the tag."""


def tag_value(reason):
    """`failed: <reason>` with the characters and the length that a tag allows."""
    text = re.sub(r"[^A-Za-z0-9 +=._:/@-]+", " ", "failed: " + reason)
    return re.sub(" +", " ", text).strip()[:256].strip()


def fetch(bucket):
    """The bundle that `boot/current.json` names, as bytes, and its hash."""
    try:
        current = json.loads(aws.s3_get(bucket, "boot/current.json").decode("utf-8"))
        key, expected = current["key"], current["sha256"]
    except (ValueError, KeyError):
        raise BootFailed("boot/current.json is not a bundle's name and hash")
    bundle = aws.s3_get(bucket, key)
    found = hashlib.sha256(bundle).hexdigest()
    if found != expected:
        raise BootFailed("boot bundle has sha256 %s, expected %s" % (found[:12], expected[:12]))
    return bundle, found


def unpack(bundle, digest):
    """Directory of the unpacked bundle. Older ones are removed: only the current one may run."""
    os.makedirs(STATE, exist_ok=True)
    final = os.path.join(STATE, "bundle-" + digest)
    fresh = tempfile.mkdtemp(dir=STATE)
    try:
        zipfile.ZipFile(io.BytesIO(bundle)).extractall(fresh)
        for name in os.listdir(STATE):
            if name.startswith("bundle-"):
                shutil.rmtree(os.path.join(STATE, name))
        os.rename(fresh, final)
    except (OSError, zipfile.BadZipFile) as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise BootFailed("boot bundle cannot be unpacked: %s" % error)
    return final


def run(directory):
    """Runs the bundle; if it fails, it writes the reason, in one line, to the file that DEVVM_REASON names."""
    reason = os.path.join(STATE, "reason")
    if os.path.exists(reason):
        os.remove(reason)
    environment = dict(os.environ, DEVVM_REASON=reason, DEVVM_PYTHON=sys.executable)
    status = subprocess.call(["bash", os.path.join(directory, "run.sh")], env=environment)
    if status == 0:
        return
    text = ""
    if os.path.exists(reason):
        with open(reason) as lines:
            text = lines.read().strip()
    raise BootFailed(text or "boot steps ended with status %d" % status)


def main(bucket):
    """Exit status of the boot."""
    try:
        aws.tag_self(TAG, "launching")
        run(unpack(*fetch(bucket)))
    except (BootFailed, aws.AwsError, OSError) as error:
        print("boot failed: %s" % error, flush=True)
        try:
            aws.tag_self(TAG, tag_value(str(error)))
        except aws.AwsError as tagging_error:
            print("the failure could not be tagged: %s" % tagging_error, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
