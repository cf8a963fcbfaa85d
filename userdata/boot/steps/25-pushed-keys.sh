# shellcheck shell=bash source-path=SCRIPTDIR/..
# SSH, through Session Manager, with keys that EC2 Instance Connect pushes and that are valid for a minute: the SSH
# server gets them from its program. A VM without it can still be used with Session Manager's shells: so the boot
# continues.
source "$DEVVM_BOOT/lib.sh"
source "$DEVVM_BOOT/os/install.sh"

installed() {
  [ -e "$(at /opt/aws/bin/eic_run_authorized_keys)" ] ||
    [ -e "$(at /usr/share/ec2-instance-connect/eic_run_authorized_keys)" ]
}

# shellcheck disable=SC2086,SC2154
installed || packages $OS_PUSHED_KEYS || log "EC2 Instance Connect could not be installed: no SSH until the next boot"
