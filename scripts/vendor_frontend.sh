#!/usr/bin/env bash
# Puts the front-end code that the views carry into zhoubao/render/vendor, each with its licence.
# The packages come from whatever registry npm is set up for; a version is changed here and nowhere else.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$PWD/zhoubao/render/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

vendor() {  # package version file
    local archive
    archive=$(cd "$work" && npm pack --silent "$1@$2" | tail -n 1)
    rm -rf "$work/package" && tar -xzf "$work/$archive" -C "$work"
    mkdir -p "$target/$1"
    cp "$work/package/$3" "$work/package/LICENSE" "$target/$1/"
    printf '%s\n' "$2" > "$target/$1/VERSION"
}

vendor cytoscape 3.34.4 dist/cytoscape.min.js
