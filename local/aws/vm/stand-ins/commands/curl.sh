# shellcheck shell=bash
# Only the sources of efs-utils can be downloaded: curl … -o FILE URL. With a compiler they build an empty package.
url="${!#}" file=""
while [ $# -gt 1 ]; do
  [ "$1" != -o ] || file="$2"
  shift
done
case "$url" in https://github.com/aws/efs-utils/archive/refs/tags/v*.tar.gz) ;; *) exit 22 ;; esac
mkdir -p source/efs-utils
cat >source/efs-utils/build-deb.sh <<'SCRIPT'
#!/bin/bash
grep -qx cargo "$VM_STATE/packages" || exit 127
mkdir -p build && : >build/amazon-efs-utils-1_amd64.deb
SCRIPT
chmod 0755 source/efs-utils/build-deb.sh
tar -czf "$file" -C source efs-utils
