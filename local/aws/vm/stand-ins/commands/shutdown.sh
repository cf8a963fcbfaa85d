# shellcheck shell=bash
# The host tells EC2, see start-vm-host.ts.
