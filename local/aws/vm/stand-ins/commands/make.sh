# shellcheck shell=bash
# make rpm, in the sources that curl unpacked
[ "$1" = rpm ] && [ -f build-deb.sh ] || exit 2
grep -qx rpm-build "$VM_STATE/packages" && grep -qx cargo "$VM_STATE/packages" || exit 2
mkdir -p build && : >build/amazon-efs-utils-1.x86_64.rpm
