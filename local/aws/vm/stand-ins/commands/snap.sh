# shellcheck shell=bash source-path=SCRIPTDIR
# snap install NAME --classic
source "$VM_COMMANDS/packages.inc"
add_unit "snap.${2:?}.$2.service"
