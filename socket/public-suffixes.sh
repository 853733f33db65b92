#!/usr/bin/env bash
# Makes src/main/resources/dev/sslsocket/verify/public-suffixes.txt anew from the copy of
# the Public Suffix List that Apache HttpClient ships: give its newest version.
#   socket/public-suffixes.sh 5.6.5
# Only the ICANN part is kept, without comments: whoever offers names below a private
# suffix (s3.amazonaws.com) has wildcard certificates there that are meant. Other scripts
# are written in ASCII here, which takes half of the time and memory at first use. Needs
# unzip and liburi-perl.
set -euo pipefail
version=${1:?usage: $0 VERSION-OF-HTTPCLIENT5}
target=$(cd "$(dirname "$0")" && pwd)/src/main/resources/dev/sslsocket/verify/public-suffixes.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -q dependency:copy -Dartifact="org.apache.httpcomponents.client5:httpclient5:$version" -DoutputDirectory="$work"
unzip -q "$work/httpclient5-$version.jar" org/publicsuffix/list/effective_tld_names.dat -d "$work"
list=$work/org/publicsuffix/list/effective_tld_names.dat

mkdir -p "$(dirname "$target")"
{
  sed -n '1,/mozilla.org\/MPL/p' "$list"
  echo
  echo '// The ICANN part of the Public Suffix List, https://publicsuffix.org/list/, without its comments, in ASCII.'
  grep -E '^// (VERSION|COMMIT): ' "$list"
  echo
  sed -n '/===BEGIN ICANN DOMAINS===/,/===END ICANN DOMAINS===/p' "$list" | grep -vE '^(//|[[:space:]]*$)' |
    perl -MEncode=decode -MURI::_idna -ne 'chomp; print URI::_idna::encode(decode("UTF-8", $_)), "\n"'
} > "$work/public-suffixes.txt"
mv "$work/public-suffixes.txt" "$target"
echo "$target: $(grep -vcE '^(//|$)' "$target") rules, $(grep -oE 'VERSION: .*' "$target")"
