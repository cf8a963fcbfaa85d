# shellcheck shell=bash disable=SC2154
# A mounted EFS home is a link to the access point's directory, so that its files are kept after the VM.
type="" options=""
while getopts "t:o:" option; do
  case "$option" in
    t) type="$OPTARG" ;;
    o) options="$OPTARG" ;;
    *) exit 1 ;;
  esac
done
shift $((OPTIND - 1))
source="${1:?}" target="${2:?}"
if [ "$type" != efs ] || ! command -v mount.efs >/dev/null; then
  echo "mount: $target: unknown filesystem type '$type'." >&2
  exit 32
fi
if [ ! -d "$DEVVM_ROOT$target" ]; then
  echo "mount: $target: mount point does not exist." >&2
  exit 32
fi
access_point="$(printf '%s' "$options" | tr , '\n' | sed -n 's/^accesspoint=//p')"
behind="$VM_EFS/${source%%:*}/${access_point:-root}"
mkdir -p "$behind"
mv "$DEVVM_ROOT$target" "$DEVVM_ROOT$target.under"
ln -s "$behind" "$DEVVM_ROOT$target"
printf '%s\n' "$target" >>"$volatile/mounts"
