#!/bin/bash
# User data of every VM, the same for all of them: a VM's identity is in its tags. Installs the boot
# launcher and the unit that runs it at every boot; everything else is in the boot bundle.
# DEVVM_ROOT is the prefix of every path, so that the same script runs in a throw-away root.
set -euo pipefail

root="${DEVVM_ROOT:-}"
lib=/usr/local/lib/devvm
unit=/etc/systemd/system/devvm-boot.service

# Writes standard input to a path atomically: an interrupted boot leaves no partial file.
put() {
  mkdir -p "$root${1%/*}"
  cat >"$root$1.new"
  chmod "$2" "$root$1.new"
  mv -f "$root$1.new" "$root$1"
}

put "$lib/devvm_aws.py" 0644 <<'END_OF_FILE'
@@AWS@@
END_OF_FILE

put "$lib/launch.py" 0644 <<'END_OF_FILE'
@@LAUNCH@@
END_OF_FILE

put "$lib/boot" 0755 <<'END_OF_FILE'
#!/bin/bash
# Usage: boot BUCKET. Log: the journal, and /var/log/devvm-boot.log.
root="${DEVVM_ROOT:-}"
log="$root/var/log/devvm-boot.log"
mkdir -p "${log%/*}"
# RHEL 8's own Python is not on the PATH.
python="$(command -v python3 || echo /usr/libexec/platform-python)"
"$python" -B "$root/usr/local/lib/devvm/launch.py" "$1" 2>&1 | tee -a "$log"
exit "${PIPESTATUS[0]}"
END_OF_FILE

put "$unit" 0644 <<'END_OF_FILE'
[Unit]
Description=Development VM: this boot's steps
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
# Through bash: SELinux does not let systemd execute a file of this folder's type directly.
ExecStart=/bin/bash /usr/local/lib/devvm/boot @@BUCKET@@
TimeoutStartSec=45min
StandardOutput=journal+console
StandardError=journal+console

[Install]
WantedBy=multi-user.target
END_OF_FILE

systemctl daemon-reload
# cloud-init itself runs this script: waiting for the boot here would prevent it from finishing.
systemctl enable --now --no-block devvm-boot.service
