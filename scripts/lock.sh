#!/usr/bin/env bash
# Pin every package anew, each with the hashes of all its files: `make lock`.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${BIN:-.venv/bin}
mkdir -p requirements
export CUSTOM_COMPILE_COMMAND="make lock"
options=(
  --quiet --generate-hashes --allow-unsafe --strip-extras --resolver=backtracking
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
)
compile() { # name of the lock file, then what it pins
  local lock=requirements/$1.lock
  shift
  echo "==> $lock"
  "$bin/pip-compile" "${options[@]}" "$@" --output-file "$lock"
}
compile run pyproject.toml --build-deps-for editable --extra web
compile dev pyproject.toml --build-deps-for editable \
  --extra dev --extra dask --extra llm --extra web --extra docs --constraint requirements/run.lock
compile bench requirements/bench.in --constraint requirements/dev.lock
compile pip requirements/pip.in
