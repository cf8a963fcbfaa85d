# shellcheck shell=bash source-path=SCRIPTDIR/..
# Session Manager comes first: a VM whose other steps fail can still be reached.
source "$DEVVM_BOOT/lib.sh"
source "$DEVVM_BOOT/os/install.sh"

if ! systemctl cat "$OS_SSM_UNIT" >/dev/null 2>&1; then
  "ssm_$OS_SSM_INSTALL" || fail "the SSM agent could not be installed"
fi
systemctl enable --now "$OS_SSM_UNIT" || fail "the SSM agent could not be started"
systemctl is-active --quiet "$OS_SSM_UNIT" || fail "the SSM agent does not run"
