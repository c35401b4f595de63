#!/usr/bin/env bash
# The triple stores that tests/test_remote.py runs against, those that come as Java archives; Jena's SHACL, to which
# tests/test_engines.py compares, is in that of Fuseki. Maven fetches them from
# wherever it is set up to; what arrives is held to its hash. Oxigraph comes with the Python packages, Virtuoso with the
# system's (virtuoso-opensource-7).
#
#     scripts/fetch_servers.sh [FOLDER]     FOLDER is $ZHOUBAO_SERVERS, else ~/.cache/zhoubao/servers
set -euo pipefail

folder=${1:-${ZHOUBAO_SERVERS:-$HOME/.cache/zhoubao/servers}}
fetch() { # artifact, name of the file, its SHA-256
  if ! echo "$3  $folder/$2" | sha256sum --check --status 2>/dev/null; then
    mvn --quiet --batch-mode dependency:copy -Dartifact="$1" -DoutputDirectory="$folder" -Dmdep.overWriteReleases=true >&2
    echo "$3  $folder/$2" | sha256sum --check --status || {
      echo "fetch_servers: $2 is not the file it should be" >&2
      exit 1
    }
  fi
  echo "$folder/$2"
}

command -v mvn >/dev/null || { echo 'fetch_servers: there is no mvn; install maven and a Java 17' >&2; exit 1; }
mkdir -p "$folder"
fetch org.apache.jena:jena-fuseki-server:5.6.0 jena-fuseki-server-5.6.0.jar \
  d28c1eaf703122ee628895a460c20fa4aa60a892f435d403ea8c036f241da1f8
fetch org.eclipse.rdf4j:rdf4j-http-server:4.1.3:war rdf4j-http-server-4.1.3.war \
  7cee02ac474451a09d8e012af9807aaa71e6e44c6380dc7f1a7e892fc8f629b3
fetch org.eclipse.jetty:jetty-runner:9.4.57.v20241219 jetty-runner-9.4.57.v20241219.jar \
  f63fbee00a06f04a3f715267d5d53ba4389b5b3e9ecc6168d8b73d81243a883f
