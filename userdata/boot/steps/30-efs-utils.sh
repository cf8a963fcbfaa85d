# shellcheck shell=bash source-path=SCRIPTDIR/..
# The mount helper for EFS with TLS and IAM. Golden images contain it, so that no network is needed.
source "$DEVVM_BOOT/lib.sh"
source "$DEVVM_BOOT/os/install.sh"

if ! command -v mount.efs >/dev/null; then
  "efs_$OS_EFS_INSTALL" || fail "the EFS utilities could not be installed"
  hash -r
  command -v mount.efs >/dev/null || fail "the EFS utilities were installed, but mount.efs is missing"
fi
