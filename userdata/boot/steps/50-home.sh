# shellcheck shell=bash source-path=SCRIPTDIR/..
# The developer's home from EFS, through their own access point. Not in fstab: a mount that systemd makes by
# itself would be of the tags of an earlier boot.
source "$DEVVM_BOOT/lib.sh"

login="$(need_tag "$TAG_LOGIN")"
file_system="$(need_tag "$TAG_HOME_FILE_SYSTEM")"
# The tag may hold the id or the ARN, the mount helper takes the id.
access_point="$(need_tag "$TAG_HOME_ACCESS_POINT")"
access_point="${access_point##*/}"
home="/home/$login"
# In /run, so that it is as short-lived as the mount.
mounted="$(at /run/devvm/home)"
wanted="$file_system $access_point $home"

if mountpoint -q "$home" && [ "$(cat "$mounted" 2>/dev/null)" != "$wanted" ]; then
  umount "$home" || fail "another file system is mounted on $home"
fi
if ! mountpoint -q "$home"; then
  mkdir -p "$(at "$home")"
  # Nobody should write to a home that is not mounted: it would be hidden by the mount.
  chmod 0555 "$(at "$home")"
  timeout 120 mount -t efs -o "tls,iam,accesspoint=$access_point" "$file_system:/" "$home" ||
    fail "$home could not be mounted from $file_system through $access_point"
  mountpoint -q "$home" || fail "mount said it succeeded, but $home is not mounted"
  mkdir -p "${mounted%/*}"
  printf '%s' "$wanted" >"$mounted"
fi

# First use: the files of /etc/skel, never over anything that is there. The mark keeps what a developer deletes deleted.
mark="$(at "$home")/.local/state/devvm/skel-copied"
if [ ! -e "$mark" ]; then
  while IFS= read -r entry; do
    copy="$(at "$home")/${entry##*/}"
    # The access point makes every file the developer's own, and refuses to have that preserved or changed.
    [ -e "$copy" ] || [ -L "$copy" ] || cp -R "$entry" "$copy"
  done < <(find "$(at /etc/skel)" -mindepth 1 -maxdepth 1)
  mkdir -p "${mark%/*}"
  : >"$mark"
fi
