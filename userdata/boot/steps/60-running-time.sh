# shellcheck shell=bash source-path=SCRIPTDIR/..
# The command that keeps the VM running, and the timer that stops an idle VM.
source "$DEVVM_BOOT/lib.sh"

tools=/usr/local/lib/devvm/tools
fresh="$(at "$tools").new"
rm -rf "$fresh"
mkdir -p "$fresh" "$(at /usr/local/bin)" "$(at /etc/systemd/system)"
cp "$DEVVM_BOOT"/devvm_aws.py "$DEVVM_BOOT"/vm/* "$DEVVM_BOOT"/settings.json "$fresh/"
chmod 0755 "$fresh"
chmod 0644 "$fresh"/*
rm -rf "$(at "$tools")"
mv "$fresh" "$(at "$tools")"

# RHEL 8's own Python is not on the PATH.
# shellcheck disable=SC2016
launcher='#!/bin/bash
exec "$(command -v python3 || echo /usr/libexec/platform-python)" -B "${DEVVM_ROOT:-}'"$tools"

# Writes standard input to a path atomically.
put() {
  cat >"$(at "$1").new"
  chmod "$2" "$(at "$1").new"
  mv -f "$(at "$1").new" "$(at "$1")"
}

put /usr/local/bin/devvm-extend 0755 <<<"$launcher"'/extend.py" "$@"'
put /usr/local/lib/devvm/idle 0755 <<<"$launcher"'/idle.py"'
put /etc/systemd/system/devvm-idle.service 0644 <<'END_OF_FILE'
[Unit]
Description=Development VM: stop when it is idle

[Service]
Type=oneshot
ExecStart=/bin/bash /usr/local/lib/devvm/idle
END_OF_FILE
put /etc/systemd/system/devvm-idle.timer 0644 <<'END_OF_FILE'
[Unit]
Description=Development VM: check every five minutes whether it is in use

[Timer]
OnBootSec=5min
OnUnitActiveSec=5min

[Install]
WantedBy=timers.target
END_OF_FILE
systemctl daemon-reload
systemctl enable --now devvm-idle.timer || fail "the idle timer could not be started"
