# shellcheck shell=bash
if grep -qxF "$1" "$VM_STATE/selinux" 2>/dev/null; then echo "$1 --> on"; else echo "$1 --> off"; fi
