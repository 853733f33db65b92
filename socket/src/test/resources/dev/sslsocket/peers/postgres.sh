# A PostgreSQL server that speaks TLS on loopback, in a directory of its own that goes with it.
# Arguments: port, certificate chain and private key, both as PEM text, password of user alice.
# PostgreSQL refuses to run as root: the caller makes somebody else of us.
set -eu
umask 077
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
directory=$(mktemp -d)
server=
stop() {
  # Without waiting for clients.
  [ -z "$server" ] || kill -INT "$server" 2> /dev/null || true
}
trap 'rm -rf "$directory"' EXIT
trap stop INT TERM HUP
cd "$directory"
printf '%s\n' "$4" > password
"$bin/initdb" -D data -U alice --pwfile=password -A scram-sha-256 -E UTF8 --no-locale -N > initdb.log
printf '%s\n' "$2" > data/server.crt
printf '%s\n' "$3" > data/server.key
echo 'hostssl all all 127.0.0.1/32 scram-sha-256' > data/pg_hba.conf
"$bin/postgres" -D data -p "$1" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c ssl=on -c fsync=off -c logging_collector=off &
server=$!
# The first wait ends with the signal, the second with the server.
wait "$server" || true
wait "$server" || true
