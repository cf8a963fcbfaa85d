#!/bin/bash
# Runs the boot's steps in order, and tags the VM ready if all of them succeeded. DEVVM_REASON names a file for the
# reason of a failed boot, in one line.
set -euo pipefail

DEVVM_BOOT="$(cd "${BASH_SOURCE[0]%/*}" && pwd)"
export DEVVM_BOOT
export DEVVM_ROOT="${DEVVM_ROOT:-}" DEVVM_PYTHON="${DEVVM_PYTHON:-python3}"
export DEVVM_REASON="${DEVVM_REASON:-/dev/null}"
# shellcheck source-path=SCRIPTDIR
source "$DEVVM_BOOT/lib.sh"

TRIES=4

# Runs one step until it succeeds, fails permanently (exit 100), or has no tries left.
run_step() {
  local step="$1" name="${1##*/}" try=1 status wait="$DEVVM_BACKOFF"
  : >"$DEVVM_REASON"
  while true; do
    log "step ${name%.sh}: try $try of $TRIES"
    SECONDS=0
    status=0
    bash -euo pipefail "$step" || status=$?
    log "step ${name%.sh}: status $status after ${SECONDS} s"
    [ "$status" -ne 0 ] || return 0
    if [ "$status" -eq "$PERMANENT" ] || [ "$try" -ge "$TRIES" ]; then break; fi
    sleep "$wait"
    wait="$(double "$wait")"
    try=$((try + 1))
  done
  [ -s "$DEVVM_REASON" ] || record_failure "step ${name%.sh} ended with status $status"
  return 1
}

os_table="$("$DEVVM_PYTHON" -B "$DEVVM_BOOT/os/read.py" "$(at /etc/os-release)")" || {
  record_failure "this operating system is not in the boot's table"
  exit 1
}
eval "$os_table"
tag_names="$("$DEVVM_PYTHON" -B "$DEVVM_BOOT/vm/tags.py")" || {
  record_failure "the boot's list of tags cannot be read"
  exit 1
}
eval "$tag_names"
log "boot of ${OS_NAME}"

for step in "$DEVVM_BOOT"/steps/*.sh; do
  run_step "$step" || exit 1
done

aws tag "$TAG_STATE" ready || {
  record_failure "the VM could not be tagged ready"
  exit 1
}
log "ready"
