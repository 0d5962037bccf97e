#!/bin/sh
# What the container starts with: a ledger where there is none yet, then what was asked for.
# The first ledger is put in its place when it is whole: a start that is killed begins anew, and
# half a ledger is never served.
set -eu
data=${DATA:-/data}
if [ "${GRANDLIVRE_DB:-}" = "$data/ledger.db" ] && [ ! -f "$data/ledger.db" ]; then
  rm -rf "$data/first"
  grandlivre run --out "$data/first" --db "$data/first/ledger.db" --campus campus-ia
  mv "$data/first/ledger.db" "$data/ledger.db"
  rm -rf "$data/first"
fi
exec grandlivre "$@"
