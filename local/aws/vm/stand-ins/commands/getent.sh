# shellcheck shell=bash
# By name or by number, status 2 for neither, as with the files database.
grep -E "^(${2:?}:|[^:]*:[^:]*:$2:)" "$DEVVM_ROOT/etc/${1:?}" || exit 2
