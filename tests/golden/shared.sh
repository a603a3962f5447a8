#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# shared.sh GOLDEN ROOT: runs the shared folder's vectors, where there is one: TUERMER_SHARED or
# ../shared beside the checkout. Exit 77: skipped.
folder=${TUERMER_SHARED:-$2/../shared}/data/golden
if [ ! -d "$folder" ]; then
  echo "skipped: no shared data"
  exit 77
fi
exec "$1" "$folder"
