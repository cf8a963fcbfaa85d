"""Signs that users, or their processes, are active on this VM."""
import glob
import os
import re

import running_time as time

# Load average over five minutes, per processor: agents and timers alone stay well below it.
BUSY_LOAD = 0.15
# Each running container has one process of such a name (Docker, containerd, Podman, CRI-O).
CONTAINERS = re.compile("^(containerd-shim|conmon|crun|runc)")
# Build tools that end with their build. Daemons (Gradle's, Bazel's) are excluded: they idle for hours.
BUILDS = {
    "make", "gmake", "ninja", "cmake", "cargo", "rustc", "gcc", "g++", "cc1", "cc1plus", "clang", "ld", "go",
    "tsc", "webpack", "esbuild", "terraform", "packer", "ansible-playboo", "rsync", "pg_dump", "mysqldump",
}
# An SSH connection without a terminal: an editor's, or a copy.
SSH_WITHOUT_TERMINAL = re.compile("^sshd(-session)?: .+@notty")


def last_key_press():
    """Time of the last input or output on a terminal (epoch seconds); None without one."""
    times = []
    for terminal in glob.glob(time.at("/dev/pts/[0-9]*")):
        try:
            times.append(os.stat(terminal).st_atime)
        except OSError:
            continue
    return max(times) if times else None


def processes():
    """Name and command line of every process."""
    for directory in glob.glob(time.at("/proc/[0-9]*")):
        try:
            with open(directory + "/comm") as name, open(directory + "/cmdline", "rb") as line:
                yield name.read().strip(), line.read().replace(b"\0", b" ").decode("utf-8", "replace").strip()
        except OSError:
            continue


def load_per_processor():
    """Load average over five minutes for each processor."""
    with open(time.at("/proc/loadavg")) as text:
        return float(text.read().split()[1]) / (os.cpu_count() or 1)


def at_work():
    """Why the VM is in use now, in a few words; None if it is not."""
    for name, line in processes():
        if CONTAINERS.match(name):
            return "a container runs"
        if name in BUILDS:
            return "%s runs" % name
        if SSH_WITHOUT_TERMINAL.match(line):
            return "an SSH connection is open"
    load = load_per_processor()
    return "the load is %.2f per processor" % load if load >= BUSY_LOAD else None
