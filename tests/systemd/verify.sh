#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The unit is understood by systemd without a complaint, and exposed 1.5 at most. $1: the unit.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# The program is not installed where this runs: any program that exists stands in for it.
sed "s#^ExecStart=/usr/bin/tuermer run#ExecStart=/bin/true#" "$1" >"$folder/tuermer.service"
said=$(systemd-analyze --man=no verify "$folder/tuermer.service" 2>&1) || { echo "$said"; exit 1; }
[ -z "$said" ] || { echo "$said"; exit 1; }
systemd-analyze security --offline=true --threshold=15 --no-pager "$1" >"$folder/report" || {
  cat "$folder/report"; exit 1; }
tail -1 "$folder/report"
