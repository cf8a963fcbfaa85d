# shellcheck shell=bash
# Shared functions of the runner and the steps. Bash 3.2 and later.

# Exit status of a step that retrying cannot fix.
readonly PERMANENT=100
# Seconds before the first retry of a step.
export DEVVM_BACKOFF="${DEVVM_BACKOFF:-2}"

log() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"
}

# Records the reason of a failed boot, in one line.
record_failure() {
  log "$*"
  printf '%s\n' "$*" >"$DEVVM_REASON"
}

# Ends a step that may be retried.
fail() {
  record_failure "$*"
  exit 1
}

# Ends a step that will not be retried.
fail_permanently() {
  record_failure "$*"
  exit "$PERMANENT"
}

# The path of a VM's file for this process. Commands that act on the system use the path without the prefix.
at() {
  printf '%s%s' "$DEVVM_ROOT" "$1"
}

double() {
  "$DEVVM_PYTHON" -c 'import sys; print(2 * float(sys.argv[1]))' "$1"
}

aws() {
  "$DEVVM_PYTHON" -B "$DEVVM_BOOT/devvm_aws.py" "$@"
}

# Value of a required instance tag.
need_tag() {
  local value status=0
  value="$(aws imds "meta-data/tags/instance/$1")" || status=$?
  [ "$status" -ne 4 ] || fail_permanently "the instance has no tag $1"
  [ "$status" -eq 0 ] || fail "the instance's tags could not be read"
  [ -n "$value" ] || fail_permanently "the instance's tag $1 is empty"
  printf '%s' "$value"
}
