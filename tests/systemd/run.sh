#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The unit under a real systemd (as PID 1, in a box or on a spare machine; as root, changes /etc and /var):
# Type=notify, DynamicUser, StateDirectory, the optional credential, reload, kill and restart, an end.
# Needs /usr/bin/tuermer, and the checkout as the current folder.
set -eu
unit=tuermer.service
say() { printf '%s\n' "$*"; }
fail() { say "FAILED: $*"; journalctl -u $unit --no-pager | tail -20; exit 1; }
property() { systemctl show -p "$1" --value $unit; }
wait_for() { # SECONDS COMMAND
  seconds=$1; shift
  for _ in $(seq $((seconds * 10))); do "$@" >/dev/null 2>&1 && return 0; sleep 0.1; done
  return 1
}
mails() { find /var/lib/private/tuermer/spool -name '*.eml' 2>/dev/null | wc -l; }

mkdir -p /etc/tuermer /etc/credstore
cp -r config/demo/goslar/. /etc/tuermer/
printf 'geheim\n' >/etc/credstore/smtp-password
chmod 600 /etc/credstore/smtp-password
cp systemd/tuermer.service /etc/systemd/system/
systemctl daemon-reload

began=$(date +%s%N)
systemctl start $unit || fail "does not start"
say "ready after $((($(date +%s%N) - began) / 1000000)) ms (Type=notify)"
wait_for 20 sh -c "journalctl -u $unit --no-pager | grep -q schulabgaenge_2025-10-17" || fail "the last release is not in the journal"
wait_for 20 sh -c '[ $(find /var/lib/private/tuermer/spool -name "*.eml" | wc -l) -ge 14 ]' || fail "$(mails) mails in the spool"
say "$(mails) mails in the spool; user $(ps -o user= -p "$(property MainPID)"), state $(stat -c '%a' /var/lib/private/tuermer)"

pid=$(property MainPID)
sed -i 's/at_least/at_lest/' /etc/tuermer/rules.d/bildung.toml
systemctl reload $unit
wait_for 10 sh -c "journalctl -u $unit --no-pager | grep -q 'bisherige bleibt in Kraft'" || fail "the wrong configuration was not refused"
[ "$(property MainPID)" = "$pid" ] || fail "the reload cost the process"
sed -i 's/at_lest/at_least/' /etc/tuermer/rules.d/bildung.toml
systemctl reload $unit
wait_for 10 sh -c "journalctl -u $unit --no-pager | grep -q 'ist in Kraft'" || fail "the right configuration was not taken over"
say "reload: the wrong configuration refused, the right one taken over, same process"

mkdir -p /run/systemd/system/$unit.d
printf '[Service]\nRestartSec=1\nWatchdogSec=2\n' >/run/systemd/system/$unit.d/quick.conf
systemctl daemon-reload
systemctl restart $unit
kill -9 "$(property MainPID)"
wait_for 20 sh -c "[ \$(systemctl show -p NRestarts --value $unit) -ge 1 ] && systemctl is-active $unit" || fail "not started again after kill -9"
sleep 5
[ "$(property NRestarts)" = 1 ] || fail "the watchdog starved: $(property NRestarts) restarts"
say "killed with -9: started again; the watchdog (2 s) is fed"
kill -STOP "$(property MainPID)"
wait_for 20 sh -c "journalctl -u $unit --no-pager | grep -qi 'watchdog timeout'" || fail "a hanging process is not noticed"
wait_for 20 sh -c "[ \$(systemctl show -p NRestarts --value $unit) -ge 2 ] && systemctl is-active $unit" || fail "not started again after hanging"
say "a hanging process: noticed by the watchdog and started again"

began=$(date +%s%N)
systemctl stop $unit
[ "$(property Result)" = success ] || fail "ends with $(property Result)"
say "stopped in $((($(date +%s%N) - began) / 1000000)) ms"
[ "$(mails)" = 14 ] || fail "$(mails) mails after all this"
say "systemd: all well, still $(mails) mails"
