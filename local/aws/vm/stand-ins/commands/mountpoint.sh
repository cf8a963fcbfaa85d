# shellcheck shell=bash disable=SC2154
grep -qxF "${2:?}" "$volatile/mounts" 2>/dev/null
