# shellcheck shell=bash
# usermod --append --groups GROUP LOGIN
group="${3:?}" login="${4:?}"
grep -q "^$group:" "$DEVVM_ROOT/etc/group" || exit 6
grep -qE "^$group:[^:]*:[^:]*:(.*,)?$login(,|$)" "$DEVVM_ROOT/etc/group" && exit 0
sed -e "s/^\($group:[^:]*:[^:]*:\)$/\1$login/" -e t -e "s/^\($group:.*\)$/\1,$login/" \
  "$DEVVM_ROOT/etc/group" >"$DEVVM_ROOT/etc/group.new"
mv "$DEVVM_ROOT/etc/group.new" "$DEVVM_ROOT/etc/group"
