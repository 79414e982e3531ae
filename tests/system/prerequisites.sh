#!/bin/bash
# Installs what "make deb", "make test" and "make demo" need beside the .NET SDK, when it is missing. Debian 12 or later.
set -euo pipefail

command -v dotnet >/dev/null || {
    echo 'prerequisites: the .NET 10 SDK is missing: install it and put "dotnet" on the PATH' >&2
    exit 69
}

missing=()
# COMMAND PACKAGE. g++ brings the linker and what of the C library is linked into the program (docs/decisions/0015).
while read -r command package; do
    command -v "$command" >/dev/null || missing+=("$package")
done <<'LIST'
debootstrap debootstrap
dh debhelper
dpkg-buildpackage dpkg-dev
dpkg-shlibdeps dpkg-dev
g++ g++
git git
journalctl systemd
mount mount
node nodejs
npm npm
nsenter util-linux
pgrep procps
shellcheck shellcheck
systemd-nspawn systemd-container
LIST

[ "${#missing[@]}" -eq 0 ] && exit
[ "$(id -u)" -eq 0 ] || {
    echo "prerequisites: run as root, or install by hand: apt-get install ${missing[*]}" >&2
    exit 77
}
echo "prerequisites: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
