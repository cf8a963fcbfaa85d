# shellcheck shell=bash disable=SC2154
target="${1:?}"
if ! grep -qxF "$target" "$volatile/mounts" 2>/dev/null; then
  echo "umount: $target: not mounted." >&2
  exit 32
fi
grep -vxF "$target" "$volatile/mounts" >"$volatile/mounts.new"
mv "$volatile/mounts.new" "$volatile/mounts"
rm "$DEVVM_ROOT$target"
mv "$DEVVM_ROOT$target.under" "$DEVVM_ROOT$target"
