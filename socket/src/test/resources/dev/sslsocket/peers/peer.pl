# One end of a connection, moved step by step: a command per line on standard input, an answer
# per line on standard output, both with the same number. So a test knows what the peer has done
# and has not done yet, and nobody has to sleep. A command that fails answers "failed: ...".
use strict;
use warnings;
use Digest::SHA 'sha256_hex';
use IO::Socket::INET;
use IO::Socket::SSL;
use Socket qw(IPPROTO_TCP SOL_SOCKET SO_LINGER);

use constant TCP_CORK => 3;

$| = 1;
$SIG{PIPE} = 'IGNORE';

my ($listener, $socket, $context);

sub reason { return $SSL_ERROR || $! || 'no reason given' }

sub data {
	my ($text) = @_;
	$text =~ s/\\n/\n/g;
	return $text;
}

sub shown {
	my ($bytes) = @_;
	$bytes =~ s/([^\x20-\x7e])/sprintf '\\x%02x', ord $1/ge;
	return "'$bytes'";
}

# What a read has brought: data, the end, or why not.
sub outcome {
	my ($count, $bytes) = @_;
	die reason() . "\n" unless defined $count;
	return $count ? shown($bytes) : 'end';
}

sub write_all {
	my ($bytes) = @_;
	my $sent = 0;
	while ($sent < length $bytes) {
		my $count = $socket->syswrite($bytes, length($bytes) - $sent, $sent);
		die reason() . "\n" unless $count;
		$sent += $count;
	}
	return $sent;
}

sub read_exactly {
	my ($length) = @_;
	my $all = '';
	while (length $all < $length) {
		my $count = $socket->sysread(my $bytes, $length - length $all);
		die 'ended after ' . length($all) . ' bytes: ' . reason() . "\n" unless $count;
		$all .= $bytes;
	}
	return $all;
}

sub pattern { return substr(join('', map { pack 'N', $_ * 2654435761 % 4294967296 } 0 .. $_[0] / 4), 0, $_[0]) }

# The TCP connection itself, whatever TLS is on it.
sub tcp {
	open my $handle, '+<&', fileno $socket or die "$!\n";
	return $handle;
}

my %commands = (
	listen => sub {
		$listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 5) or die "$!\n";
		return $listener->sockport;
	},
	accept => sub {
		$socket = $listener->accept or die "$!\n";
		return 'ok';
	},
	connect => sub {
		$socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $_[0]) or die "$!\n";
		return 'ok';
	},
	# All that starts from here on shares this context, and so its sessions.
	context => sub {
		my ($role, @options) = split ' ', $_[0];
		my %options = map { split /=/, $_, 2 } @options;
		$context = IO::Socket::SSL::SSL_Context->new(SSL_server => ($role eq 'server' ? 1 : 0), %options)
			or die reason() . "\n";
		return 'ok';
	},
	# The words behind the role are options of IO::Socket::SSL, as name=value. A value {a:x,b:y}
	# is a hash, whose last key may be empty: the certificates by server name. [a,b] is a list.
	start => sub {
		my ($role, @options) = split ' ', $_[0];
		my %options = map { split /=/, $_, 2 } @options;
		for my $value (values %options) {
			$value = { map { split /:/, $_, 2 } split /,/, $1 } if $value =~ /^\{(.*)\}$/;
			$value = [ split /,/, $1 ] if $value =~ /^\[(.*)\]$/;
		}
		$options{SSL_reuse_ctx} = $context if $context;
		IO::Socket::SSL->start_SSL($socket, SSL_server => ($role eq 'server' ? 1 : 0), %options)
			or die reason() . "\n";
		return $socket->get_sslversion . ' ' . $socket->get_cipher
			. ' reused=' . ($socket->get_session_reused ? 1 : 0);
	},
	stop => sub {
		$socket->stop_SSL or die reason() . "\n";
		return ref $socket;
	},
	# Our direction ends, the other one goes on.
	goodbye => sub {
		Net::SSLeay::shutdown($socket->_get_ssl_object);
		return 'ok';
	},
	# What was received: 2 when it was a close_notify.
	received => sub { return Net::SSLeay::get_shutdown($socket->_get_ssl_object) & 2 },
	write => sub { return write_all(data($_[0])) },
	sysread => sub {
		my $count = $socket->sysread(my $bytes, $_[0]);
		return outcome($count, $bytes);
	},
	read => sub { return shown(read_exactly($_[0])) },
	# Takes one record that came in clear, and says what it is.
	hello => sub {
		my ($type, $version, $length) = unpack 'Cnn', read_exactly(5);
		read_exactly($length);
		return $type == 22 ? 'handshake record, whole' : "a record of type $type";
	},
	# The length of what one read brings, which is one record at the most.
	record => sub {
		my $count = $socket->sysread(my $bytes, 65536);
		return outcome($count, '') eq 'end' ? 'end' : $count;
	},
	peek => sub {
		my $count = $socket->peek(my $bytes, $_[0]);
		return outcome($count, $bytes);
	},
	pending => sub { return $socket->pending },
	echo => sub {
		my $total = 0;
		while ($socket->sysread(my $bytes, 16384)) {
			$total += write_all($bytes);
		}
		return $total;
	},
	# Sends a pattern and takes it back, in turns that fit into the buffers of the system.
	roundtrip => sub {
		my $pattern = pattern($_[0]);
		for (my $at = 0; $at < length $pattern; $at += 65536) {
			my $part = substr $pattern, $at, 65536;
			write_all($part);
			die "what came back differs\n" unless read_exactly(length $part) eq $part;
		}
		return length $pattern;
	},
	drain => sub {
		my $all = '';
		while ($socket->sysread(my $bytes, 65536)) {
			$all .= $bytes;
		}
		return length($all) . ' ' . sha256_hex($all);
	},
	readable => sub {
		vec(my $set = '', fileno $socket, 1) = 1;
		return select($set, undef, undef, $_[0]) ? 'yes' : 'no';
	},
	raw => sub {
		my $bytes = data($_[0]);
		return syswrite tcp(), $bytes;
	},
	rawread => sub {
		my $count = sysread tcp(), my $bytes, $_[0];
		return outcome($count, $bytes);
	},
	# Holds segments back until told otherwise, so that several writes arrive as one.
	cork => sub {
		setsockopt $socket, IPPROTO_TCP, TCP_CORK, pack("i", $_[0]) or die "$!\n";
		return 'ok';
	},
	# Reads below the object, which takes an alert for the end.
	alert => sub {
		my $ssl = $socket->_get_ssl_object;
		Net::SSLeay::ERR_clear_error();
		my ($bytes, $result) = Net::SSLeay::read($ssl, 1);
		return 'data' if $result && $result > 0;
		return 'close_notify' if Net::SSLeay::get_shutdown($ssl) & 2 && !Net::SSLeay::ERR_peek_error();
		my @errors;
		while (my $error = Net::SSLeay::ERR_get_error()) {
			push @errors, Net::SSLeay::ERR_error_string($error);
		}
		return "@errors" || 'end of TCP';
	},
	certificate => sub { return $socket->peer_certificate('commonName') || 'none' },
	alpn => sub { return $socket->alpn_selected || 'none' },
	servername => sub { return $socket->get_servername || 'none' },
	close => sub {
		$socket->close or die reason() . "\n";
		return 'ok';
	},
	# Closes TCP and says nothing.
	cut => sub {
		$socket->close(SSL_no_shutdown => 1);
		return 'ok';
	},
	# A plain socket's way to close.
	hangup => sub {
		close $socket;
		return 'ok';
	},
);

while (my $line = <STDIN>) {
	chomp $line;
	my ($number, $name, $rest) = split / /, $line, 3;
	my $answer = eval {
		$SSL_ERROR = $! = undef;
		my $command = $commands{$name} or die "unknown command $name\n";
		$command->(defined $rest ? $rest : '');
	};
	if (!defined $answer) {
		$answer = 'failed: ' . ($@ || reason());
	}
	$answer =~ s/\s*\n\s*/ /g;
	print "#$number $answer\n";
}
