# shellcheck shell=bash disable=SC2154
# Units are files in the root; a started unit is also a file in volatile/started.
verb="${1:?}"
unit="${!#}"
file=""
for directory in /etc/systemd/system /usr/lib/systemd/system; do
  if [ -z "$file" ] && [ -f "$DEVVM_ROOT$directory/$unit" ]; then file="$directory/$unit"; fi
done
if [ "$verb" != daemon-reload ] && [ -z "$file" ]; then
  echo "Unit $unit could not be found." >&2
  exit 5
fi
case "$verb" in
  daemon-reload) ;;
  cat) cat "$DEVVM_ROOT$file" ;;
  is-active) [ -e "$volatile/started/$unit" ] || exit 3 ;;
  enable)
    target="$(sed -n 's/^WantedBy=//p' "$DEVVM_ROOT$file")"
    mkdir -p "$DEVVM_ROOT/etc/systemd/system/$target.wants" "$volatile/started"
    ln -sf "$file" "$DEVVM_ROOT/etc/systemd/system/$target.wants/$unit"
    case " $* " in *" --now "*) : >"$volatile/started/$unit" ;; esac
    ;;
  *) echo "systemctl: unknown verb $verb" >&2 && exit 1 ;;
esac
