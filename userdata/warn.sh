# shellcheck shell=sh
# Run by Systems Manager as root. The time is checked against a pattern before it gets here.
# No braces behind a dollar sign: Terraform would take them for its own. DEVVM_ROOT is empty but for tests.
text="This VM will be stopped at {{ StopsAt }}. To keep it running: devvm-extend 2h"
wall "$text" 2>/dev/null || true
# Terminals of editors are not among the logins that wall knows.
for terminal in "$DEVVM_ROOT"/dev/pts/[0-9]*; do
  if [ -w "$terminal" ]; then printf '\r\n\a%s\r\n' "$text" >>"$terminal" || true; fi
done
