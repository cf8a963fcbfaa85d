# shellcheck shell=bash
# What was said is in the record of commands.
