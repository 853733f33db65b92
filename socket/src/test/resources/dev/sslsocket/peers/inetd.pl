# What inetd and systemd do: a program is started with a socket as its standard input, a
# connection (nowait) or a listening socket (wait). Its standard output is not the socket.
use strict;
use warnings;
use IO::Socket::INET;
use POSIX 'dup2';

my ($mode, @program) = @ARGV;
$| = 1;
my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 5) or die "$!\n";
print 'port ', $listener->sockport, "\n";
my $socket = $listener;
if ($mode eq 'nowait') {
	$socket = $listener->accept or die "$!\n";
}
dup2(fileno $socket, 0) // die "$!\n";
exec @program or die "$!\n";
