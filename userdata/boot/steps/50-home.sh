# shellcheck shell=bash source-path=SCRIPTDIR/..
# The developer's home from EFS, through their own access point. Not in fstab: systemd would mount it with the tags of
# an earlier boot.
source "$DEVVM_BOOT/lib.sh"

login="$(need_tag "$TAG_LOGIN")"
file_system="$(need_tag "$TAG_HOME_FILE_SYSTEM")"
# The tag may contain the id or the ARN, the mount helper needs the id.
access_point="$(need_tag "$TAG_HOME_ACCESS_POINT")"
access_point="${access_point##*/}"
home="/home/$login"
# In /run, so that it does not outlive the mount.
mounted="$(at /run/devvm/home)"
wanted="$file_system $access_point $home"

if mountpoint -q "$home" && [ "$(cat "$mounted" 2>/dev/null)" != "$wanted" ]; then
  umount "$home" || fail "another file system is mounted on $home"
fi
if ! mountpoint -q "$home"; then
  mkdir -p "$(at "$home")"
  # Prevent writes to a home that is not mounted: the mount would hide them.
  chmod 0555 "$(at "$home")"
  timeout 120 mount -t efs -o "tls,iam,accesspoint=$access_point" "$file_system:/" "$home" ||
    fail "$home could not be mounted from $file_system through $access_point"
  mountpoint -q "$home" || fail "mount reported success, but $home is not mounted"
  mkdir -p "${mounted%/*}"
  printf '%s' "$wanted" >"$mounted"
fi

# First use: copy the files of /etc/skel, without overwriting. The mark prevents copying files again that a developer
# has deleted.
mark="$(at "$home")/.local/state/devvm/skel-copied"
if [ ! -e "$mark" ]; then
  while IFS= read -r entry; do
    copy="$(at "$home")/${entry##*/}"
    # The access point makes the developer the owner of every file, and refuses to preserve or change owners.
    [ -e "$copy" ] || [ -L "$copy" ] || cp -R "$entry" "$copy"
  done < <(find "$(at /etc/skel)" -mindepth 1 -maxdepth 1)
  mkdir -p "${mark%/*}"
  : >"$mark"
fi
