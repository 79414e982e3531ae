#!/bin/bash
# A Gateway is started, killed, recovered and restarted by the installed package, in a container, with the journal as it
# happens. The Gateway and IBC are the tests' stand-in. "make demo" builds what this needs; nothing is left behind.
set -euo pipefail
cd "$(dirname "$0")/../.."
name=demo-$$
patience=90

container() { tests/system/container.sh "$@"; }
inside() { container exec "$name" "$@"; }
say() { printf '\n=== %s\n' "$*"; }

cleanup() {
    trap - EXIT
    if [ -n "${journal:-}" ]; then
        inside pkill -x journalctl || true
        wait "$journal" || true
    fi
    container down "$name"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# wait_ready OLD_JAVA: until a Gateway other than OLD_JAVA is healthy; sets "java" and "took", the seconds since "since".
wait_ready() {
    local deadline=$((SECONDS + patience))
    until java=$(inside pgrep -x java) && [ "$java" != "$1" ] && inside ibkr-agent health-check >/dev/null; do
        [ "$SECONDS" -lt "$deadline" ] || {
            say "not ready within $patience s"
            inside ibkr-agent health-check || true
            exit 1
        }
        sleep 0.1
    done
    took=$(awk -v since="$since" -v now="$(now)" 'BEGIN { printf "%.1f", now - since }')
}

now() { date +%s.%N; }

say 'a fresh Debian 12 boots'
container up "$name"
root=$(container root "$name")

say 'apt install ./ibkr-agent.deb'
cp build/ibkr-agent_*_amd64.deb "$root/var/tmp/ibkr-agent.deb"
inside apt-get install -y -qq /var/tmp/ibkr-agent.deb | grep -v 'Reading database'

say 'a stand-in for IBC and the Gateway in /opt, a user name and a password, and "mode = act"'
build/sim/gateway-sim install --root "$root" --broker 203.0.113.1:4000
sed -i 's/^IBKR_USERNAME=.*/IBKR_USERNAME=demo/; s/^IBKR_PASSWORD=.*/IBKR_PASSWORD=demo-password/' "$root/etc/ibkr/credentials.env"
sed -i 's/^mode *=.*/mode = act/' "$root/etc/ibkr/agent.ini"

inside journalctl --follow --lines=0 --output=short-precise --no-hostname \
    --unit=ibkr-agent.service --unit=ibkr-gateway.service --unit=xvfb.service 2>/dev/null &
journal=$!

say 'systemctl enable --now ibkr-agent'
since=$(now)
inside systemctl enable --now ibkr-agent
wait_ready none
ready=$took

say "ready after $ready s; now kill -9 of the Gateway's java"
since=$(now)
inside kill -9 "$java"
wait_ready "$java"
recovered=$took

say "recovered after $recovered s; now ibkr-agent restart"
since=$(now)
inside ibkr-agent restart
wait_ready "$java"

say "restarted after $took s; ibkr-agent status"
inside ibkr-agent status
health=0
inside ibkr-agent health-check || health=$?

cleanup
printf 'demo: ready in %s s, recovered in %s s, health-check %s\n' "$ready" "$recovered" "$health"
exit "$health"
