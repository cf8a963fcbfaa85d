# shellcheck shell=bash source-path=SCRIPTDIR
# apt-get [-o OPTION] update, apt-get [-o OPTION] install -y PACKAGE…
source "$VM_COMMANDS/packages.inc"
[ "$1" != -o ] || shift 2
[ "$1" = update ] || install_packages "${@:3}"
