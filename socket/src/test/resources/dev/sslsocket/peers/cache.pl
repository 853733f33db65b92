# The module's own session cache: a command per line on standard input, the keys that are held
# then on standard output, the newest first, behind the number of the command.
use strict;
use warnings;
use IO::Socket::SSL;

$| = 1;

my $cache = IO::Socket::SSL::Session_Cache->new($ARGV[0]);

sub keys_of {
	my @keys;
	my $entry = my $head = $cache->{ghead};
	while ($entry) {
		push @keys, $entry->[IO::Socket::SSL::Session_Cache::KEY()];
		$entry = $entry->[IO::Socket::SSL::Session_Cache::GNEXT()];
		last if $entry == $head;
	}
	return join ',', @keys;
}

my $number = 0;
while (my $line = <STDIN>) {
	my ($command, $key) = split ' ', $line;
	if ($command eq 'del') {
		$cache->del_session($key);
	}
	elsif (!$cache->get_session($key)) {
		$cache->add_session($key, Net::SSLeay::SESSION_new());
	}
	print ++$number . ' ' . keys_of() . "\n";
}
