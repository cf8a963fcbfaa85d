#!/bin/bash
# Stand-in for a command of a VM, called by a link of the command's name: records the call, fails on request,
# and does in the temporary root what the command would do, as far as commands/ implements it.
#
# DEVVM_ROOT is the root; VM_STATE holds the state of the VM's kernel and package database, and in volatile/
# what is lost when it is switched off; VM_EFS holds all EFS file systems; VM_COMMANDS the files of commands/.
set -u
name="${0##*/}"
export volatile="$VM_STATE/volatile"

line="$name"
for argument in "$@"; do
  line="$line"$'\037'"${argument//$'\n'/ }"
done
printf '%s\n' "$line" >>"$VM_STATE/commands"

left="$(cat "$VM_STATE/faults/$name" 2>/dev/null || echo 0)"
if [ "$left" -gt 0 ]; then
  echo $((left - 1)) >"$VM_STATE/faults/$name"
  echo "$name: fails on request" >&2
  exit 32
fi

# shellcheck source=/dev/null
source "$VM_COMMANDS/$name.sh"
