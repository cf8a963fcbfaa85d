# shellcheck shell=bash
gid=""
while [ $# -gt 1 ]; do
  case "$1" in
    --gid) gid="$2" && shift 2 ;;
    --system) gid=$((900 - $(wc -l <"$DEVVM_ROOT/etc/group"))) && shift ;;
    *) echo "groupadd: unknown option $1" >&2 && exit 2 ;;
  esac
done
grep -q "^$1:" "$DEVVM_ROOT/etc/group" && exit 9
grep -q "^[^:]*:[^:]*:$gid:" "$DEVVM_ROOT/etc/group" && exit 4
printf '%s:x:%s:\n' "$1" "$gid" >>"$DEVVM_ROOT/etc/group"
