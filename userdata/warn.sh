# shellcheck shell=sh
# Run by Systems Manager as root. Systems Manager checks the time against a pattern before.
# No braces after a dollar sign: Terraform would interpolate them. DEVVM_ROOT is empty except in tests.
text="This VM will be stopped at {{ StopsAt }}. To keep it running: devvm-extend 2h"
wall "$text" 2>/dev/null || true
# wall does not know the terminals of editors.
for terminal in "$DEVVM_ROOT"/dev/pts/[0-9]*; do
  if [ -w "$terminal" ]; then printf '\r\n\a%s\r\n' "$text" >>"$terminal" || true; fi
done
