# shellcheck shell=bash
# The message is in the record of commands.
