"""Shared functions of the commands about running time: the clock, the settings, durations, wall messages.

DEVVM_ROOT is put before every path and DEVVM_CLOCK_AHEAD (seconds) added to the clock: for tests; a VM sets neither.
"""
import datetime
import json
import os
import re
import subprocess

ROOT = os.environ.get("DEVVM_ROOT", "")
_AHEAD = datetime.timedelta(seconds=float(os.environ.get("DEVVM_CLOCK_AHEAD", "0")))
_HERE = os.path.dirname(os.path.abspath(__file__))


def at(path):
    """The path of a VM's file for this process."""
    return ROOT + path


def now():
    """The current UTC datetime, in whole seconds."""
    return (datetime.datetime.now(datetime.timezone.utc) + _AHEAD).replace(microsecond=0)


def settings():
    """The part of the config that VMs need: see BootSettings."""
    with open(os.path.join(_HERE, "settings.json")) as text:
        return json.load(text)


def minutes(text):
    """Minutes in `2h`, `90m`, `1h30m`, `1d`; None for anything else, and for an empty text."""
    found = re.match(r"^(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,4})m)?$", text.strip().lower())
    if not found or not any(found.groups()):
        return None
    days, hours, rest = (int(part or 0) for part in found.groups())
    return days * 1440 + hours * 60 + rest or None


def in_words(count):
    """A number of minutes as `1d`, `2h`, `1h30m`."""
    days, rest = divmod(count, 1440)
    hours, rest = divmod(rest, 60)
    parts = ("%dd" % days if days else "", "%dh" % hours if hours else "", "%dm" % rest if rest else "")
    return "".join(parts) or "0m"


def iso(moment):
    """The format that the scheduler parses, `2026-03-02T20:00:00Z`."""
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_iso(text):
    """The moment in a tag; None if it is not valid, as for the scheduler."""
    found = re.match(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)$", (text or "").strip(), re.I)
    if not found:
        return None
    date, clock, seconds, zone = found.groups()
    zone = "+0000" if zone.upper() == "Z" else zone.replace(":", "")
    try:
        return datetime.datetime.strptime(date + "T" + clock + (seconds or ":00") + zone, "%Y-%m-%dT%H:%M:%S%z")
    except ValueError:
        return None


def wall(message):
    """Sends a message to all users who are logged in. A failure to do so is not an error."""
    try:
        subprocess.call(["wall", message])
    except OSError as error:
        print("users could not be notified: %s" % error)
