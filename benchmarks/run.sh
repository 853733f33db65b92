#!/bin/sh
# Measures, side by side, in processes of their own, and writes a page with tables and plots:
#
#   benchmarks/run.sh quick                 what tells most, one JDK, in 5 minutes
#   benchmarks/run.sh full                  all of it, in some 20 minutes for each JDK
#   benchmarks/run.sh jmh [regex]           JMH alone, at length, with what is allocated; to the terminal
#   benchmarks/run.sh verification [pairs]  what the check of certificates adds to a handshake; to the terminal
#
# "full" measures with each JDK of JAVA_HOMES="/path/to/jdk17 /path/to/jdk25", "quick" with the last of
# them; without it with JAVA_HOME, or the java of the PATH. The page is docs/performance.md, or PAGE=file;
# its plots are in a directory beside it. Only what stands above its line "All above this line is
# generated" is replaced: text that is written by hand belongs below that line.
#
# The exit code is 0 if all was measured, 1 if something failed: the page names it. Each process is killed
# that takes too long. Needs a JDK (17 or later) and Maven; cc with the headers of libssl, and Perl's
# IO::Socket::SSL, are measured where they are. Works from a fresh clone, in any directory.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
page=${PAGE:-$root/docs/performance.md}
classpath_file="$root/benchmarks/target/classpath"
mode=${1:-}

case "$mode" in
  quick | full | jmh | verification) shift ;;
  *)
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac

# Before Maven makes its own.
load=$(cut -d ' ' -f 1 /proc/loadavg 2> /dev/null || echo -1)

# Both ends of 5,000 connections, of which Conscrypt's have three descriptors each.
needed=32000
limit() {
  [ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -ge "$needed" ]
}
if ! limit && ! ulimit -n "$needed" 2> /dev/null; then
  ulimit -n "$(ulimit -Hn)"
  echo "Only $(ulimit -n) file descriptors are allowed, $needed are needed for 5,000 connections of everybody:" \
    "rows of those that need more will be gaps. Raise the hard limit (ulimit -Hn) to have them." >&2
fi

# The goal runs in each module; the last one is benchmarks.
mvn -q -f "$root/pom.xml" -pl benchmarks -am compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
  -Dmdep.outputFile="$classpath_file" -Dmdep.includeScope=runtime
classpath="$root/benchmarks/target/classes:$(cat "$classpath_file")"

own=${JAVA_HOME:+$JAVA_HOME/bin/}java
javas=
for home in ${JAVA_HOMES:-}; do
  javas="$javas $home/bin/java"
done
case "$mode" in
  jmh)
    exec "$own" -cp "$classpath" org.openjdk.jmh.Main -prof gc -f 1 -wi 5 -w 1 -i 5 -r 1 -tu ns "$@"
    ;;
  verification)
    exec "$own" -cp "$classpath" dev.sslsocket.benchmarks.Verification "$@"
    ;;
  quick)
    javas=${javas##* }
    ;;
esac
commit=$(git -C "$root" describe --always --dirty 2> /dev/null || echo unknown)
# shellcheck disable=SC2086 # one word for each JDK
exec "$own" -Dbenchmarks.commit="$commit" -Dbenchmarks.load="$load" -cp "$classpath" dev.sslsocket.benchmarks.Performance "$mode" "$page" $javas
