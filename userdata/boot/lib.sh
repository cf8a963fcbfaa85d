# shellcheck shell=bash
# What the runner and the steps share. Bash 3.2 and later.

# Exit status of a step that would fail again however often it is tried.
readonly PERMANENT=100
# Seconds before the first repetition of a step.
export DEVVM_BACKOFF="${DEVVM_BACKOFF:-2}"

log() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"
}

# Notes in one line why the boot fails.
because() {
  log "$*"
  printf '%s\n' "$*" >"$DEVVM_REASON"
}

# Ends a step that may be tried again.
fail() {
  because "$*"
  exit 1
}

# Ends a step for good.
give_up() {
  because "$*"
  exit "$PERMANENT"
}

# Where this process finds a path of the VM. Commands that act on the system take the path as it is.
at() {
  printf '%s%s' "$DEVVM_ROOT" "$1"
}

double() {
  "$DEVVM_PYTHON" -c 'import sys; print(2 * float(sys.argv[1]))' "$1"
}

aws() {
  "$DEVVM_PYTHON" -B "$DEVVM_BOOT/devvm_aws.py" "$@"
}

# Value of an instance tag that the boot cannot do without.
need_tag() {
  local value status=0
  value="$(aws imds "meta-data/tags/instance/$1")" || status=$?
  [ "$status" -ne 4 ] || give_up "the instance has no tag $1"
  [ "$status" -eq 0 ] || fail "the instance's tags could not be read"
  [ -n "$value" ] || give_up "the instance's tag $1 is empty"
  printf '%s' "$value"
}
