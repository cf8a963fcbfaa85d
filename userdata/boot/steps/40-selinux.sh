# shellcheck shell=bash source-path=SCRIPTDIR/..
# Without use_nfs_home_dirs, an enforcing SELinux denies sshd and others access to a home on NFS.
source "$DEVVM_BOOT/lib.sh"

for boolean in $OS_SELINUX_BOOLEANS; do
  [ "$(getenforce)" != Disabled ] || continue
  getsebool "$boolean" | grep -q -- '--> on$' || setsebool -P "$boolean" on || fail "SELinux boolean $boolean could not be set"
done
