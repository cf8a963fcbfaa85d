"""Stops this VM after it has been idle for the time that its tag IdleStop names.

A timer runs this every five minutes. It announces the stop one run ahead, writes StoppedAt, so that the scheduler
knows when and does not start the VM again, and shuts the system down.
"""
import datetime
import os
import subprocess
import sys

import activity
import devvm_aws as aws
import running_time as time
import tags

# The timer's OnUnitActiveSec.
RUN_MINUTES = 5
STATE = "/run/devvm/idle"


def limit():
    """Minutes after which this VM stops; None for never."""
    # An invalid tag has no effect, as with the scheduler.
    return time.minutes(aws.imds("meta-data/tags/instance/" + tags.KEYS["idleStop"]) or "")


def kept():
    """Whether the VM is extended beyond now."""
    until = time.parse_iso(aws.imds("meta-data/tags/instance/" + tags.KEYS["keepUntil"]))
    return until is not None and until > time.now()


def remembered():
    """When the VM was last in use, and whether its stop has been announced since."""
    try:
        with open(time.at(STATE)) as text:
            since, announced = text.read().split()
        return float(since), announced == "announced"
    except (OSError, ValueError):
        return None, False


def remember(since, announced):
    path = time.at(STATE)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w") as text:
        text.write("%d %s\n" % (since, "announced" if announced else "quiet"))
    os.rename(path + ".new", path)


def main():
    present = time.now().timestamp()
    minutes = limit()
    since, announced = remembered()
    # The first check after a boot: users have this long to log in.
    last_use = max(filter(None, [since or present, activity.last_key_press()]))
    busy = "it is kept by %s" % tags.KEYS["keepUntil"] if minutes and kept() else activity.at_work()
    if busy or not minutes:
        remember(present, False)
        print("in use: %s" % busy if busy else "idle stop is off")
        return 0
    idle = (present - last_use) / 60
    if idle < minutes - RUN_MINUTES:
        remember(last_use, False)
        print("idle for %d of %d minutes" % (idle, minutes))
        return 0
    if announced and idle >= minutes:
        return stop(idle)
    if not announced:
        left = max(RUN_MINUTES, round(minutes - idle))
        text = "This VM has been idle for %s and stops in %d minutes. Press a key, or: devvm-extend 2h"
        time.wall(text % (time.in_words(int(idle)), left))
    remember(last_use, True)
    return 0


def stop(idle):
    # Without the tag, the scheduler could treat this stop as an earlier one, and start the VM again.
    aws.tag_self(tags.KEYS["stoppedAt"], time.iso(time.now()))
    time.wall("This VM stops now: it has been idle for %s." % time.in_words(int(idle)))
    return subprocess.call(["shutdown", "-h", "now"])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except aws.AwsError as error:
        sys.exit("idle stop: %s" % error)
