# shellcheck shell=bash source-path=SCRIPTDIR/..
# The developer's account, with the uid that owns their files on EFS. Another account's uid or group is never reused.
source "$DEVVM_BOOT/lib.sh"

login="$(need_tag "$TAG_LOGIN")"
uid="$(need_tag "$TAG_UID")"
[[ "$uid" =~ ^[0-9]+$ ]] || fail_permanently "tag $TAG_UID is not a number: $uid"
[[ "$login" =~ ^[a-z][a-z0-9-]*$ ]] || fail_permanently "tag $TAG_LOGIN is not a login: $login"

# First or third field of a passwd or group entry; empty if there is none.
field() {
  getent "$1" "$2" | cut -d: -f"$3" || true
}

# Fails unless name and number belong together, or both are free.
claim() {
  local database="$1" what="$2" owner number
  owner="$(field "$database" "$uid" 1)"
  number="$(field "$database" "$login" 3)"
  [ -z "$owner" ] || [ "$owner" = "$login" ] || fail_permanently "$what $uid belongs to $owner already"
  [ -z "$number" ] || [ "$number" = "$uid" ] || fail_permanently "$login has $what $number already, not $uid"
}

claim group gid
claim passwd uid
getent group devs >/dev/null || groupadd --system devs
getent group "$login" >/dev/null || groupadd --gid "$uid" "$login"
if ! getent passwd "$login" >/dev/null; then
  # Without --no-log-init, lastlog grows to hundreds of gigabytes (sparse) for a uid this high.
  useradd --no-log-init --uid "$uid" --gid "$uid" --no-create-home --home-dir "/home/$login" --shell /bin/bash "$login"
fi
usermod --append --groups devs "$login"

# Outside the VM, the role limits the developer; inside, developers are root.
sudoers="$(at /etc/sudoers.d)"
mkdir -p "$sudoers"
printf '%%devs ALL=(ALL) NOPASSWD:ALL\n' >"$sudoers/.devs.new"
chmod 0440 "$sudoers/.devs.new"
mv -f "$sudoers/.devs.new" "$sudoers/devs"
