#!/bin/sh
# Measures, in processes of their own: benchmarks/run.sh quick|full, which writes docs/performance.md.
# Compares our sockets with the JDK's, run in turn in one JVM: benchmarks/run.sh [rounds].
# What the check of certificates adds to a handshake: benchmarks/run.sh verification [rounds].
# With JAVA_HOMES="/path/to/jdk17 /path/to/jdk25" the first is done with each of these JDKs.
# Needs a JDK (17 or later) and Maven; works from a fresh clone, in any directory.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
classpath_file="$root/benchmarks/target/classpath"

# The goal runs in each module; the last one is benchmarks.
mvn -q -f "$root/pom.xml" -pl benchmarks -am compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
  -Dmdep.outputFile="$classpath_file" -Dmdep.includeScope=runtime

classpath="$root/benchmarks/target/classes:$(cat "$classpath_file")"
case "${1:-}" in
  quick | full)
    javas=
    for home in ${JAVA_HOMES:-}; do
      javas="$javas $home/bin/java"
    done
    # shellcheck disable=SC2086 # one word for each JDK
    exec java -cp "$classpath" dev.sslsocket.benchmarks.Performance "$1" "$root/docs/performance.md" $javas
    ;;
esac
exec java -cp "$classpath" dev.sslsocket.benchmarks.Comparison "$@"
