# shellcheck shell=bash
uid="" gid="" home="" shell=""
while [ $# -gt 1 ]; do
  case "$1" in
    --uid) uid="$2" && shift 2 ;;
    --gid) gid="$2" && shift 2 ;;
    --home-dir) home="$2" && shift 2 ;;
    --shell) shell="$2" && shift 2 ;;
    --no-log-init | --no-create-home) shift ;;
    *) echo "useradd: unknown option $1" >&2 && exit 2 ;;
  esac
done
grep -q "^$1:" "$DEVVM_ROOT/etc/passwd" && exit 9
grep -q "^[^:]*:[^:]*:$uid:" "$DEVVM_ROOT/etc/passwd" && exit 4
grep -q "^[^:]*:[^:]*:$gid:" "$DEVVM_ROOT/etc/group" || exit 6
printf '%s:x:%s:%s::%s:%s\n' "$1" "$uid" "$gid" "$home" "$shell" >>"$DEVVM_ROOT/etc/passwd"
