# shellcheck shell=bash
# Ways to install packages: the table names one of each family for an operating system. Each returns its success as its
# status: callers test it, so `set -e` has no effect here. The runner exports the table's row as OS_….
# shellcheck disable=SC2154

# The last release whose lock file every system's cargo can read, and that builds without Go and CMake.
# https://github.com/aws/efs-utils/issues/312, https://github.com/aws/res/issues/109
readonly EFS_UTILS_VERSION=2.3.1
readonly EFS_UTILS_URL="https://github.com/aws/efs-utils/archive/refs/tags/v${EFS_UTILS_VERSION}.tar.gz"

packages_dnf() {
  dnf install -y "$@"
}

packages_apt() {
  export DEBIAN_FRONTEND=noninteractive
  # Unattended upgrades hold the lock for minutes after a start.
  apt-get -o DPkg::Lock::Timeout=300 update &&
    apt-get -o DPkg::Lock::Timeout=300 install -y "$@"
}

# Packages by name, or package files by path.
packages() {
  "packages_$OS_PACKAGES" "$@"
}

ssm_package() {
  packages amazon-ssm-agent
}

ssm_rpm() {
  local region
  region="$(aws imds meta-data/placement/region)" || return
  packages "https://s3.$region.amazonaws.com/amazon-ssm-$region/latest/linux_amd64/amazon-ssm-agent.rpm"
}

ssm_snap() {
  snap install amazon-ssm-agent --classic
}

efs_package() {
  packages amazon-efs-utils
}

efs_rpm_from_source() {
  build_efs_utils make rpm
}

efs_deb_from_source() {
  build_efs_utils ./build-deb.sh
}

# Builds the package with the command given and installs it. The commands are those of the project's README.
build_efs_utils() {
  local work status=0
  # shellcheck disable=SC2086
  packages $OS_EFS_BUILD_PACKAGES || return
  work="$(mktemp -d "$(at /var/tmp)/efs-utils.XXXXXX")" || return
  (
    cd "$work" &&
      curl -fsSL --retry 3 -o source.tar.gz "$EFS_UTILS_URL" &&
      tar -xzf source.tar.gz --strip-components=1 &&
      HOME="$work" CARGO_HOME="$work/.cargo" "$@" &&
      packages "$PWD"/build/amazon-efs-utils*."${OS_EFS_INSTALL%%_*}"
  ) || status=$?
  rm -rf "$work"
  return "$status"
}
