# shellcheck shell=bash source-path=SCRIPTDIR/..
# SSH, through Session Manager, with keys that EC2 Instance Connect pushes and that are good for a minute: the SSH server
# asks its program for them. A VM without it is of use all the same, by shells of Session Manager: so it boots.
source "$DEVVM_BOOT/lib.sh"
source "$DEVVM_BOOT/os/install.sh"

installed() {
  [ -e "$(at /opt/aws/bin/eic_run_authorized_keys)" ] ||
    [ -e "$(at /usr/share/ec2-instance-connect/eic_run_authorized_keys)" ]
}

# shellcheck disable=SC2086,SC2154
installed || packages $OS_PUSHED_KEYS || log "EC2 Instance Connect could not be installed: no SSH until the next boot"
