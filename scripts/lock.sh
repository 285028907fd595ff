#!/bin/sh
# Both lock files from pyproject.toml.
set -eu
options="--quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links"
uv pip compile $options "$@" pyproject.toml --output-file requirements.lock
uv pip compile $options "$@" --extra dev pyproject.toml --constraint requirements.lock --output-file requirements-dev.lock
