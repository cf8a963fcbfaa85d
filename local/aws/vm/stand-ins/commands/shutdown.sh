# shellcheck shell=bash
# The host stops the instance in EC2, see start-vm-host.ts.
