#!/bin/bash
# Boots disposable Debian 12 containers with a real systemd, D-Bus, polkit and journald. Needs root, no network but for "image".
set -euo pipefail

usage() {
    cat <<'USAGE'
usage: container.sh image                build the cached system image when it is missing; print its directory
       container.sh up NAME [--on BASE]  boot a fresh container, on the image or on a frozen container
       container.sh exec NAME CMD...     run a command in it, as root, outside of any unit
       container.sh reboot NAME [CMD...] reboot it, by a command that returns at once, and wait until it is up again
       container.sh crash NAME           the same without a word to anything inside, as when the power is cut
       container.sh journal NAME [ARG..] journalctl of its tree, also when it is not running
       container.sh root NAME            print the directory of its root file system
       container.sh leader NAME          print the process id of its PID 1, to enter its namespaces
       container.sh freeze NAME          power it off, keep the tree for "up --on NAME"
       container.sh down NAME            kill it and remove every trace of it
       container.sh sweep PREFIX         "down" for every container whose name begins with PREFIX
USAGE
}

cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/ibkr-agent
containers=/var/tmp/ibkr-agent-containers
boot_timeout=60

# What the .deb depends on, and what the tests call.
suite=bookworm
packages=systemd,systemd-sysv,libpam-systemd,dbus,polkitd,tzdata,procps,libssl3,libstdc++6,zlib1g,ca-certificates,xvfb,xauth
packages+=,curl,iproute2,jq,needrestart,nftables,psmisc,tmux,unattended-upgrades,x11-utils,x11vnc
# Not wanted in a box that lives for seconds.
masked=(console-getty.service systemd-firstboot.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer
    e2scrub_all.timer e2scrub_reap.service fstrim.timer systemd-resolved.service unattended-upgrades.service)

fail() {
    printf 'container.sh: %s\n' "$*" >&2
    exit 1
}

image_dir() {
    local recipe
    recipe=$(declare -f build_image broker_unit; declare -p suite packages masked)
    printf '%s/image-%s\n' "$cache" "$(sha256sum <<<"$recipe" | cut -c 1-16)"
}

# A host of its own that stands for the broker: whoever connects is taken, and nothing is said. Its line can be cut:
# "ip -n broker route add blackhole 203.0.113.2".
broker_unit() {
    cat <<'UNIT'
[Unit]
Description=The broker, for whoever only wants a connection
Before=ibkr-gateway.service

[Service]
ExecStartPre=ip netns add broker
ExecStartPre=ip link add eth0 type veth peer name eth0 netns broker
ExecStartPre=ip address add 203.0.113.2/24 dev eth0
ExecStartPre=ip link set eth0 up
ExecStartPre=ip -n broker address add 203.0.113.1/24 dev eth0
ExecStartPre=ip -n broker link set eth0 up
ExecStart=ip netns exec broker systemd-socket-activate --listen=203.0.113.1:4000 sleep infinity
UNIT
}

# build_image DIR
build_image() {
    local root=$1 unit
    debootstrap --variant=minbase --include="$packages" "$suite" "$root" >&2
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
    printf '127.0.0.1 localhost\n::1 localhost\n' >"$root/etc/hosts"
    printf 'gateway-host\n' >"$root/etc/hostname"
    : >"$root/etc/resolv.conf"
    printf 'force-unsafe-io\n' >"$root/etc/dpkg/dpkg.cfg.d/disposable"
    mkdir -p "$root/var/log/journal"
    : >"$root/etc/machine-id"
    broker_unit >"$root/etc/systemd/system/broker.service"
    mkdir -p "$root/etc/systemd/system/multi-user.target.wants"
    ln -s ../broker.service "$root/etc/systemd/system/multi-user.target.wants/"
    for unit in "${masked[@]}"; do ln -sf /dev/null "$root/etc/systemd/system/$unit"; done
}

# What debootstrap mounts it unmounts itself, unless it is killed.
unmount_below() {
    local place
    while read -r place; do umount "$place"; done < <(awk -v top="$1/" 'index($2, top) == 1 { print $2 }' /proc/mounts | tac)
}

image() {
    local target building
    target=$(image_dir)
    mkdir -p "$cache"
    # Two runs at once: the second waits and finds the image of the first.
    exec 9>"$cache/lock"
    flock 9
    if [ ! -d "$target" ]; then
        # What lies there from an interrupted run is nobody's: we hold the lock.
        building=$cache/building
        unmount_below "$building"
        rm -rf --one-file-system "$building"
        mkdir -p "$building"
        printf 'building the Debian system image once, in %s\n' "$target" >&2
        build_image "$building"
        mv "$building" "$target"
    fi
    exec 9>&-
    printf '%s\n' "$target"
}

# The cgroup directories of this container: one below our own in each hierarchy that nspawn uses. A container in the
# cgroup of its caller would share, and kill, the units of the next one.
cgroup_dirs() {
    local own
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
        own=$(sed -n 's/^0:://p' /proc/self/cgroup)
        printf '%s\n' "/sys/fs/cgroup${own%/}/ibkr-agent-$1"
        return
    fi
    if [ -d /sys/fs/cgroup/unified ]; then
        own=$(sed -n 's/^0:://p' /proc/self/cgroup)
        printf '%s\n' "/sys/fs/cgroup/unified${own%/}/ibkr-agent-$1"
    fi
    own=$(sed -n 's/^[0-9]*:name=systemd://p' /proc/self/cgroup)
    printf '%s\n' "/sys/fs/cgroup/systemd${own%/}/ibkr-agent-$1"
    # Where memory is accounted for in a hierarchy of its own, nspawn shows it to be read: a test may open it.
    if [ -d /sys/fs/cgroup/memory ]; then
        own=$(sed -n 's/^[0-9]*:memory://p' /proc/self/cgroup)
        printf '%s\n' "/sys/fs/cgroup/memory${own%/}/ibkr-agent-$1"
    fi
}

# boot_loop NAME: runs for as long as the container lives. "reboot" inside ends nspawn with 133.
boot_loop() {
    local dir=$containers/$1 status=133 group
    if [ -e "$dir/cgroups" ]; then
        while read -r group; do printf '%s\n' "$BASHPID" >"$group/cgroup.procs"; done <"$dir/cgroups"
    fi
    while [ "$status" -eq 133 ]; do
        status=0
        systemd-nspawn --quiet --register=no --keep-unit --link-journal=no --private-network --resolv-conf=off \
            --timezone=off --console=passive --kill-signal=SIGRTMIN+3 --machine="ct-${1//[^a-zA-Z0-9]/-}" \
            --directory="$dir/root" --boot &
        printf '%s\n' "$!" >"$dir/nspawn.pid"
        wait "$!" || status=$?
        printf 'nspawn ended with status %s\n' "$status"
        if [ -e "$dir/crashed" ]; then
            rm "$dir/crashed"
            status=133
        fi
    done
    rm -f "$dir/nspawn.pid"
}

# start NAME: leaves boot_loop behind, in a session and cgroup of its own, with nothing of the caller's open.
start() {
    local name=$1 dir=$containers/$1 group
    if [ -d /run/systemd/system ]; then
        setsid systemd-run --quiet --scope --property=Delegate=yes --unit="ibkr-agent-$name" \
            "$0" boot-loop "$name" </dev/null >>"$dir/console.log" 2>&1 &
        return
    fi
    cgroup_dirs "$name" >"$dir/cgroups"
    while read -r group; do mkdir -p "$group"; done <"$dir/cgroups"
    setsid "$0" boot-loop "$name" </dev/null >>"$dir/console.log" 2>&1 &
}

# leader NAME: the container's PID 1 as seen from here; empty while there is none. It is asked for by every command that
# is run inside: no program is started for it.
leader() {
    local nspawn pid
    local -a children=()
    read -r nspawn 2>/dev/null <"$containers/$1/nspawn.pid" || return 0
    read -r -a children 2>/dev/null <"/proc/$nspawn/task/$nspawn/children" || true
    for pid in "${children[@]}"; do
        # nspawn's first child is still in our own namespaces: entering it would be entering the host.
        if [ -e "/proc/$pid/ns/pid" ] && ! [ "/proc/$pid/ns/pid" -ef /proc/self/ns/pid ] &&
            ! [ "/proc/$pid/ns/cgroup" -ef /proc/self/ns/cgroup ]; then
            printf '%s\n' "$pid"
            return
        fi
    done
}

# enter NAME CMD...
enter() {
    local name=$1 pid
    shift
    pid=$(leader "$name")
    [ -n "$pid" ] || return 69
    nsenter --target "$pid" --mount --uts --ipc --net --pid --cgroup --root --wd -- \
        env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
        SYSTEMD_COLORS=0 SYSTEMD_PAGER=cat "$@"
}

# wait_for_boot NAME: until all jobs of the boot are done.
wait_for_boot() {
    local name=$1 deadline=$((SECONDS + boot_timeout)) state
    while [ "$SECONDS" -lt "$deadline" ]; do
        state=$(enter "$name" timeout 5 systemctl is-system-running --wait 2>/dev/null) || true
        case $state in running | degraded) return 0 ;; esac
        sleep 0.05
    done
    tail -n 50 "$containers/$name/console.log" >&2 || true
    fail "$name: not up within $boot_timeout s"
}

# tree NAME [BASE]: the root file system, empty above the image or above BASE.
tree() {
    local dir=$containers/$1 base=${2:-} lower
    lower=$(image)
    [ -z "$base" ] || lower=$containers/$base/upper:$lower
    mkdir -p "$dir"/{root,upper,work}
    if mount -t overlay "ibkr-agent-$1" -o "lowerdir=$lower,upperdir=$dir/upper,workdir=$dir/work" "$dir/root"; then
        return
    fi
    printf 'container.sh: no overlay here (inside another container?), copying the tree: slower\n' >&2
    if [ -z "$base" ]; then lower=$(image); else lower=$containers/$base/root; fi
    cp -a --reflink=auto "$lower/." "$dir/root/"
}

up() {
    local name=$1 base=
    [ "${2:-}" != --on ] || base=$3
    [ ! -e "$containers/$name" ] || fail "$name exists already: $containers/$name"
    # shellcheck disable=SC2064 # the name of now
    trap "down '$name'" EXIT
    tree "$name" "$base"
    start "$name"
    wait_for_boot "$name"
    trap - EXIT
}

# Nothing may be inside while it goes down: systemd-shutdown stops every process with SIGSTOP before it kills, nsenter
# stops with its child, and a child that nobody reaps holds the shutdown up for 90 s.
reboot() {
    local name=$1
    shift
    # RTMIN+5, systemd(1): starts reboot.target
    if [ $# -eq 0 ]; then begin_anew "$name" kill -s RTMIN+5 "$(leader "$name")"; else begin_anew "$name" enter "$name" "$@"; fi
}

crash() {
    touch "$containers/$1/crashed"
    begin_anew "$1" kill -s KILL "$(leader "$1")"
}

# begin_anew NAME CMD...: until it is up again after what the command does to it.
begin_anew() {
    local name=$1 pidfile=$containers/$1/nspawn.pid old deadline=$((SECONDS + boot_timeout))
    shift
    old=$(cat "$pidfile")
    "$@"
    until [ "$(cat "$pidfile" 2>/dev/null || echo "$old")" != "$old" ]; do
        [ "$SECONDS" -lt "$deadline" ] || fail "$name: not down within $boot_timeout s"
        sleep 0.05
    done
    wait_for_boot "$name"
}

freeze() {
    local dir=$containers/$1 nspawn deadline=$((SECONDS + boot_timeout))
    nspawn=$(cat "$dir/nspawn.pid")
    kill -TERM "$nspawn"
    while [ -e "$dir/nspawn.pid" ]; do
        [ "$SECONDS" -lt "$deadline" ] || fail "$1: not powered off within $boot_timeout s"
        sleep 0.05
    done
    find "$dir/root/var/log/journal" -type f -delete
    ! mountpoint --quiet "$dir/root" || umount "$dir/root"
}

down() {
    local dir=$containers/$1 nspawn pid group tries=0
    [ -d "$dir" ] || return 0
    while [ -e "$dir/nspawn.pid" ] && [ "$tries" -lt 200 ]; do
        nspawn=$(cat "$dir/nspawn.pid" 2>/dev/null) || break
        # SIGKILL of its PID 1 ends everything inside; nspawn and boot_loop then end by themselves.
        pid=$(leader "$1")
        if [ -n "$pid" ]; then kill -KILL "$pid" || true; elif ! kill -0 "$nspawn" 2>/dev/null; then break; fi
        tries=$((tries + 1))
        sleep 0.05
    done
    ! mountpoint --quiet "$dir/root" || umount "$dir/root" || umount --lazy "$dir/root"
    if [ -e "$dir/cgroups" ]; then
        while read -r group; do find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true; done <"$dir/cgroups"
    fi
    rm -rf "$dir"
    rmdir --ignore-fail-on-non-empty "$containers"
}

sweep() {
    local dir
    for dir in "$containers/$1"*; do
        [ ! -d "$dir" ] || down "${dir##*/}"
    done
}

[ $# -ge 1 ] || {
    usage >&2
    exit 64
}
verb=$1
shift
case $verb in
    help | --help | -h) usage && exit ;;
    image | up | exec | reboot | crash | journal | root | leader | freeze | down | sweep | boot-loop) ;;
    *) usage >&2 && exit 64 ;;
esac
[ "$EUID" -eq 0 ] || fail "needs root: containers are mounted and booted"
[ "$verb" = image ] || [ -n "${1:-}" ] || fail "$verb: which container?"
case $verb in
    boot-loop) boot_loop "$1" ;;
    exec) enter "$@" ;;
    journal) name=$1 && shift && journalctl --directory="$containers/$name/root/var/log/journal" --no-pager "$@" ;;
    root) printf '%s\n' "$containers/$1/root" ;;
    *) "$verb" "$@" ;;
esac
