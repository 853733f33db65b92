#!/bin/sh
# Makes the demo PKI in this folder anew: all keys, all certificates and the CRL.
# Needs a JDK (17 or later) and Maven; works from a fresh clone, in any directory.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
classpath_file="$root/testing/target/demo-pki.classpath"

mvn -q -f "$root/pom.xml" -pl testing compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
  -Dmdep.outputFile="$classpath_file" -Dmdep.includeScope=compile

java -cp "$root/testing/target/classes:$(cat "$classpath_file")" \
  dev.sslsocket.testing.DemoPki "$root/certs"
