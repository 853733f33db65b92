# One end of a connection, moved step by step: a command per line on standard input, an answer
# per line on standard output, both with the same number. So a test knows what the peer has done
# and has not done yet, and nobody has to sleep. A command that fails answers "failed: ...".
use strict;
use warnings;
use Digest::SHA 'sha256_hex';
use IO::Socket::INET;
use IO::Socket::IP;
use IO::Socket::SSL;
use Socket qw(IPPROTO_TCP MSG_OOB MSG_PEEK SOL_SOCKET SO_LINGER);

use constant TCP_CORK => 3;

$| = 1;
$SIG{PIPE} = 'IGNORE';

my ($listener, $socket, $context, @verified, @ticket_keys);

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

# What lines end with: \N, paragraph, undef, or a string.
sub separator {
	my ($name) = @_;
	return undef if $name eq 'undef';
	return '' if $name eq 'paragraph';
	return \($1 + 0) if $name =~ /^\\(\d+)$/;
	return data($name);
}

# Options as name=value. A value {a:x,b:y} is a hash, whose last key may be empty: the
# certificates by server name. Names in lower case stand for callbacks.
sub options {
	my %options = map { split /=/, $_, 2 } @_;
	for my $value (values %options) {
		$value = { map { split /:/, $_, 2 } split /,/, $1 } if $value =~ /^\{(.*)\}$/;
		$value = [ split /,/, $1 ] if $value =~ /^\[(.*)\]$/;
	}
	if (defined(my $passphrase = delete $options{passphrase})) {
		$options{SSL_passwd_cb} = sub { return $passphrase };
	}
	if (defined(my $text = delete $options{trap})) {
		$options{SSL_error_trap} = sub {
			my ($trapped) = @_;
			print $trapped $text =~ s/_/ /gr;
			close $trapped;
		};
	}
	if (delete $options{tell}) {
		@verified = ();
		$options{SSL_verify_callback} = sub {
			my ($ok, $store, $names, $error, $certificate, $depth) = @_;
			push @verified, "$depth $ok $names";
			return $ok;
		};
	}
	return %options;
}

sub pattern { return substr(join('', map { pack 'N', $_ * 2654435761 % 4294967296 } 0 .. $_[0] / 4), 0, $_[0]) }

# The TCP connection itself, whatever TLS is on it.
sub tcp {
	open my $handle, '+<&', fileno $socket or die "$!\n";
	return $handle;
}

# Keys are made of their names, so that servers that know the same names share them.
sub ticket_key {
	my (undef, $name) = @_;
	my ($known) = defined $name ? grep { pack('a16', $_) eq $name } @ticket_keys : $ticket_keys[0];
	return unless defined $known;
	return (pack('H*', sha256_hex($known)), pack('a16', $ticket_keys[0]));
}

my %commands = (
	listen => sub {
		$listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 5) or die "$!\n";
		return $listener->sockport;
	},
	listen6 => sub {
		$listener = IO::Socket::IP->new(LocalHost => '::1', LocalPort => 0, Listen => 5) or die "$!\n";
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
	connect6 => sub {
		$socket = IO::Socket::IP->new(PeerHost => '::1', PeerPort => $_[0]) or die "$!\n";
		return 'ok';
	},
	# All that starts from here on shares this context, and so its sessions.
	context => sub {
		my ($role, @options) = split ' ', $_[0];
		my %options = options(@options);
		$options{SSL_ticket_keycb} = \&ticket_key if $options{SSL_ticket_keycb};
		$context = IO::Socket::SSL::SSL_Context->new(SSL_server => ($role eq 'server' ? 1 : 0), %options)
			or die reason() . "\n";
		return 'ok';
	},
	# Names of the keys that tickets are encrypted by: the first for new ones, all for old ones.
	tickets => sub {
		@ticket_keys = split ' ', $_[0];
		return 'ok';
	},
	# The words behind the role are options of IO::Socket::SSL, as name=value. A value {a:x,b:y}
	# is a hash, whose last key may be empty: the certificates by server name. [a,b] is a list.
	start => sub {
		my ($role, @options) = split ' ', $_[0];
		my %options = options(@options);
		$options{SSL_reuse_ctx} = $context if $context;
		IO::Socket::SSL->start_SSL($socket, SSL_server => ($role eq 'server' ? 1 : 0), %options)
			or die reason() . "\n";
		return $socket->get_sslversion . ' ' . $socket->get_cipher
			. ' reused=' . ($socket->get_session_reused ? 1 : 0);
	},
	# The same by the number of the descriptor.
	from_fd => sub {
		my $new = IO::Socket::SSL->new_from_fd(fileno $socket, '+<>', SSL_reuse_ctx => $context) or die reason() . "\n";
		$socket = $new;
		return 'ok';
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
	# In as many writes as it takes, each a record.
	pieces => sub {
		my ($size, $text) = split / /, $_[0], 2;
		write_all($_) for data($text) =~ /(.{1,$size})/gs;
		return 'ok';
	},
	syswrite => sub {
		my ($offset, $length, $text) = split / /, $_[0], 3;
		return $socket->syswrite($text, $length, $offset);
	},
	printf => sub {
		$socket->print("Test\n") or die reason() . "\n";
		$socket->printf("\$%.2f\n%d\n%c\n%s", 1.0444442342, 4.0, ord 'y', "Test\nBeaver\nBeaver\n") or die reason() . "\n";
		return 'ok';
	},
	line => sub {
		local $/ = separator($_[0]);
		my $line = $socket->getline;
		return defined $line ? shown($line) : 'end';
	},
	# All that come, one after the other.
	lines => sub {
		local $/ = separator($_[0]);
		my @lines;
		while (defined(my $line = $socket->getline)) {
			last if $line eq '';
			push @lines, shown($line);
		}
		return "@lines";
	},
	getlines => sub { return join ' ', map { shown($_) } $socket->getlines },
	getc => sub {
		my $character = $socket->getc;
		return defined $character ? shown($character) : 'end';
	},
	# Into the middle of what is there.
	sysread_at => sub {
		my ($offset, $length, $bytes) = split / /, $_[0], 3;
		my $count = $socket->sysread($bytes, $length, $offset);
		return outcome($count, $bytes);
	},
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
	peek_in_clear => sub {
		defined(recv $socket, my $bytes, $_[0], MSG_PEEK) or die "$!\n";
		return shown($bytes);
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
	verified => sub { return join ', ', @verified },
	dump => sub { return shown($socket->dump_peer_certificate) },
	# Subject, issuer and fingerprint: the peer's, then our own.
	identities => sub {
		my $own = $socket->sock_certificate;
		return join ' ', $socket->peer_certificate('subject'), $socket->peer_certificate('issuer'),
			$socket->get_fingerprint('sha256'), $socket->sock_certificate('subject'), $socket->sock_certificate('issuer'),
			$socket->get_fingerprint('sha256', $own);
	},
	# Any method of the object, with the words behind its name as arguments.
	call => sub {
		my ($method, @arguments) = split ' ', $_[0];
		return join ' ', map { defined $_ ? shown($_) : 'undef' } $socket->$method(@arguments);
	},
	own => sub { return shown($socket->get_fingerprint($_[0], $socket->sock_certificate)) },
	# RFC 9266; the context is empty, which is not the same as none.
	exporter => sub {
		return unpack 'H*', Net::SSLeay::export_keying_material($socket->_get_ssl_object, 32,
			'EXPORTER-Channel-Binding', '');
	},
	# A byte beside the stream, which TLS does not protect.
	urgent => sub {
		my $taken = recv tcp(), my $byte, 1, MSG_OOB;
		return defined $taken ? shown($byte) : 'none';
	},
	certificate => sub { return $socket->peer_certificate('commonName') || 'none' },
	alpn => sub { return $socket->alpn_selected || 'none' },
	servername => sub { return $socket->get_servername || 'none' },
	# From here on Perl does not wait either. What it says then is why it does not go on.
	nonblocking => sub {
		$socket->blocking(0);
		return 'ok';
	},
	blocking => sub {
		$socket->blocking(1);
		return 'ok';
	},
	# A handshake by steps, as an event loop of Perl makes it; says how many it took.
	steps => sub {
		my ($role, @options) = split ' ', $_[0];
		my %options = map { split /=/, $_, 2 } @options;
		$socket->blocking(0);
		my $server = $role eq 'server' ? 1 : 0;
		IO::Socket::SSL->start_SSL($socket, SSL_startHandshake => 0, SSL_server => $server, %options)
			or die reason() . "\n";
		my $steps = 1;
		while (!($server ? $socket->accept_SSL : $socket->connect_SSL)) {
			vec(my $set = '', fileno $socket, 1) = 1;
			my $writes = $SSL_ERROR == SSL_WANT_WRITE;
			die reason() . "\n" unless $writes || $SSL_ERROR == SSL_WANT_READ;
			select($writes ? undef : $set, $writes ? $set : undef, undef, 20) or die "no step within 20 s\n";
			$steps++;
		}
		return $steps;
	},
	# Writes as much as goes without waiting; says how much that was.
	fill => sub {
		my ($sent, $chunk) = (0, 'x' x 30000);
		while ($sent < $_[0]) {
			my $count = $socket->syswrite($chunk, 10000);
			if (!$count) {
				die reason() . "\n" unless $SSL_ERROR == SSL_WANT_WRITE;
				return "$sent WANT_WRITE";
			}
			$sent += $count;
		}
		return $sent;
	},
	close => sub {
		$socket->close or die reason() . "\n";
		return 'ok';
	},
	# Closes TCP and says nothing.
	cut => sub {
		$socket->close(SSL_no_shutdown => 1);
		return 'ok';
	},
	# Resets the connection.
	reset => sub {
		setsockopt $socket, SOL_SOCKET, SO_LINGER, pack('ii', 1, 0) or die "$!\n";
		$socket->close(SSL_no_shutdown => 1);
		return 'ok';
	},
	# TCP's half close, which TLS knows nothing of.
	shutdown => sub {
		shutdown $socket, 1 or die "$!\n";
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
