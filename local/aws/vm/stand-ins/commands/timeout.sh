# shellcheck shell=bash
shift
exec "$@"
