# shellcheck shell=bash
# setsebool -P BOOLEAN on
printf '%s\n' "${2:?}" >>"$VM_STATE/selinux"
