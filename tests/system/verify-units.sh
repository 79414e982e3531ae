#!/bin/bash
# verify-units.sh DIRECTORY: systemd-analyze verify of all units in it. Programs and users that are not installed here do
# not count; everything else does.
set -euo pipefail
findings=$(SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no --recursive-errors=no "$1"/*.{service,target,timer} 2>&1 |
    grep -vE 'Command .* is not executable: No such file or directory|^$' || true)
[ -z "$findings" ] || {
    printf '%s\n' "$findings" >&2
    exit 1
}
