# Is a certificate for a host? Asked of IO::Socket::SSL itself. On standard input a question per
# line: number, scheme, host and certificate, the host as the hex of its UTF-8 and the certificate
# as the base64 of its DER. On standard output an answer per line, "#number 1" or "#number 0".
# Where the module dies it accepts nobody; what it says goes to standard error. The scheme
# "openssl" asks OpenSSL, by its strictest flags.
use strict;
use warnings;
use Encode 'decode';
use IO::Socket::SSL;
use IO::Socket::SSL::Utils 'PEM_string2cert';

$| = 1;
# The module compares what a certificate does not have, too.
local $SIG{__WARN__} = sub { print STDERR @_ unless $_[0] =~ /uninitialized/ };

sub by_openssl {
	my ($host, $certificate) = @_;
	my $flags = Net::SSLeay::X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS() | Net::SSLeay::X509_CHECK_FLAG_NEVER_CHECK_SUBJECT();
	return 1 == ($host =~ /:|^[0-9.]+$/ ? Net::SSLeay::X509_check_ip_asc($certificate, $host, $flags)
		: Net::SSLeay::X509_check_host($certificate, $host, $flags));
}

while (my $line = <STDIN>) {
	my ($number, $scheme, $hex, $base64) = split ' ', $line;
	my $lines = $base64 =~ s/(.{1,64})/$1\n/gr;
	my $certificate = PEM_string2cert("-----BEGIN CERTIFICATE-----\n$lines-----END CERTIFICATE-----\n");
	my $host = decode('UTF-8', pack 'H*', $hex);
	my $accepted = eval { $scheme eq 'openssl' ? by_openssl($host, $certificate)
		: IO::Socket::SSL::verify_hostname_of_cert($host, $certificate, $scheme) };
	print STDERR "#$number died: $@" if $@;
	print "#$number ", $accepted ? 1 : 0, "\n";
	Net::SSLeay::X509_free($certificate);
}
