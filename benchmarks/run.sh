#!/bin/sh
# Compares our sockets with the JDK's, run in turn in one JVM: benchmarks/run.sh [rounds].
# What the check of certificates adds to a handshake: benchmarks/run.sh verification [rounds].
# Needs a JDK (17 or later) and Maven; works from a fresh clone, in any directory.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
classpath_file="$root/benchmarks/target/classpath"

# The goal runs in each module; the last one is benchmarks.
mvn -q -f "$root/pom.xml" -pl benchmarks -am compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
  -Dmdep.outputFile="$classpath_file" -Dmdep.includeScope=runtime

exec java -cp "$root/benchmarks/target/classes:$(cat "$classpath_file")" \
  dev.sslsocket.benchmarks.Comparison "$@"
