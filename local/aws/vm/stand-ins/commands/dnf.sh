# shellcheck shell=bash source-path=SCRIPTDIR
# dnf install -y PACKAGE…
source "$VM_COMMANDS/packages.inc"
install_packages "${@:3}"
