# shellcheck shell=bash
echo Enforcing
