# TLS 1.3 by Perl's IO::Socket::SSL, both ends, a process for each.
# Speaks like Worker: takes lines "task<TAB>scale", answers lines "task<TAB>figure<TAB>value"
# and "done". Usage: perl.pl ca.pem chain.pem key.pem
use strict;
use warnings;
use IO::Socket::INET;
use IO::Socket::SSL;
use Socket qw(IPPROTO_TCP TCP_NODELAY);
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC CLOCK_PROCESS_CPUTIME_ID);

my ($ca, $chain, $key) = @ARGV;
my %both = (SSL_version => 'TLSv1_3', SSL_ciphersuites => 'TLS_AES_128_GCM_SHA256');
$SIG{PIPE} = 'IGNORE';
$| = 1;

sub fail { print "failed\t@_: ", ($SSL_ERROR || $!), "\n"; exit 1 }

sub wall { clock_gettime(CLOCK_MONOTONIC) }

sub cpu { clock_gettime(CLOCK_PROCESS_CPUTIME_ID) }

my $server = IO::Socket::SSL::SSL_Context->new(%both, SSL_server => 1, SSL_cert_file => $chain, SSL_key_file => $key)
  or fail('identity');

sub client {
  IO::Socket::SSL::SSL_Context->new(%both, SSL_ca_file => $ca, SSL_verify_mode => SSL_VERIFY_PEER,
    SSL_verifycn_scheme => 'http', SSL_verifycn_name => 'localhost', @_) or fail('trust');
}

sub listening { IO::Socket::INET->new(Listen => 1024, LocalAddr => '127.0.0.1') or fail('listen') }

sub accept_one {
  my ($on, $no_delay) = @_;
  my $socket = $on->accept or fail('accept');
  setsockopt($socket, IPPROTO_TCP, TCP_NODELAY, $no_delay);
  IO::Socket::SSL->start_SSL($socket, SSL_server => 1, SSL_reuse_ctx => $server) or fail('accept');
}

sub connect_to {
  my ($on, $no_delay, $context) = @_;
  my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $on->sockport) or fail('connect');
  setsockopt($socket, IPPROTO_TCP, TCP_NODELAY, $no_delay);
  IO::Socket::SSL->start_SSL($socket, SSL_reuse_ctx => $context, SSL_hostname => 'localhost',
    SSL_verifycn_name => 'localhost', SSL_session_key => 'localhost:' . $on->sockport) or fail('connect');
}

sub write_all {
  my ($socket, $length) = ($_[0], length $_[1]);
  for (my $done = 0; $done < $length;) {
    $done += $socket->syswrite($_[1], $length - $done, $done) || fail('write');
  }
}

sub read_all {
  my ($socket, $length) = ($_[0], $_[2]);
  for (my $done = 0; $done < $length;) {
    $done += $socket->sysread($_[1], $length - $done, $done) || fail('read');
  }
}

# Runs code in a process of its own; the answer is a function that waits for its numbers.
sub apart {
  my ($code) = @_;
  pipe(my $in, my $out) or fail('pipe');
  my $pid = fork;
  defined $pid or fail('fork');
  if (!$pid) {
    close $in;
    open STDOUT, '>&', \*STDERR;
    print {$out} join(' ', $code->()), "\n";
    close $out;
    require POSIX;
    POSIX::_exit(0);
  }
  close $out;
  sub {
    my $line = <$in>;
    waitpid $pid, 0;
    defined $line or fail('the other process');
    split ' ', $line;
  }
}

sub figure { printf "%s\t%s\t%.9g\n", @_ }

sub bulk {
  my ($task, $chunk, $no_delay, $length) = @_;
  my $on = listening();
  my $reader = apart(sub {
    my $socket = accept_one($on, $no_delay);
    my $bytes = $socket->sysread(my $buffer, 65536);
    my ($start, $cpu, $last) = (wall(), cpu(), 0);
    until ($last) {
      my $count = $socket->sysread($buffer, 65536) || fail('read');
      $bytes += $count;
      $last = ord substr $buffer, -1;
    }
    my @got = ($bytes, wall() - $start, cpu() - $cpu);
    write_all($socket, "\1");
    @got;
  });
  my $socket = connect_to($on, $no_delay, client());
  my ($data, $written, $cpu, $end) = ("\0" x $chunk, 0, cpu(), wall() + $length);
  while (wall() < $end) {
    write_all($socket, $data) for 1 .. 16;
    $written += 16 * $chunk;
  }
  $cpu = cpu() - $cpu;
  write_all($socket, "\1");
  read_all($socket, my $answer, 1);
  my ($bytes, $seconds, $reading) = $reader->();
  $bytes == ++$written or fail('bytes are missing');
  figure($task, 'GB/s', $written / $seconds / 1e9);
  figure($task, 'writer s/GB', $cpu / $written * 1e9);
  figure($task, 'reader s/GB', $reading / $written * 1e9);
  figure($task, 's/GB', ($cpu + $reading) / $written * 1e9);
}

sub ping {
  my ($task, $size, $rounds) = @_;
  my $on = listening();
  my $echo = apart(sub {
    my $socket = accept_one($on, 1);
    my $cpu = cpu();
    for (1 .. $rounds) {
      read_all($socket, my $message, $size);
      write_all($socket, $message);
    }
    cpu() - $cpu;
  });
  my $socket = connect_to($on, 1, client());
  my ($message, @laps) = ("\0" x $size);
  my ($cpu, $start) = (cpu(), wall());
  my $last = $start;
  for (1 .. $rounds) {
    write_all($socket, $message);
    read_all($socket, my $answer, $size);
    my $now = wall();
    push @laps, $now - $last;
    $last = $now;
  }
  $cpu = cpu() - $cpu;
  ($cpu) = ($cpu + ($echo->())[0]);
  @laps = sort { $a <=> $b } @laps;
  figure($task, 'round trips/s', $rounds / ($last - $start));
  figure($task, 'p50 us', $laps[$rounds / 2] * 1e6);
  figure($task, 'p99 us', $laps[$rounds - 1 - int($rounds / 100)] * 1e6);
  figure($task, 'CPU us', $cpu / $rounds * 1e6);
}

sub connect_once {
  my ($on, $context) = @_;
  my $socket = connect_to($on, 1, $context);
  write_all($socket, "\1");
  read_all($socket, my $answer, 1);
  my $reused = $socket->get_session_reused ? 1 : 0;
  $socket->close;
  $reused;
}

sub handshakes {
  my ($task, $resume, $threads, $count) = @_;
  my $on = listening();
  my $each = int($count / $threads);
  my @accepting = map {
    apart(sub {
      my $cpu;
      for (0 .. $each) {
        my $socket = accept_one($on, 1);
        read_all($socket, my $one, 1);
        write_all($socket, $one);
        $socket->close;
        # The first connection, which finds no session, is not measured.
        $cpu = cpu() if !defined $cpu;
      }
      cpu() - $cpu;
    });
  } 1 .. $threads;
  my @connecting = map {
    apart(sub {
      my $context = client($resume ? (SSL_session_cache_size => 16) : ());
      connect_once($on, $context);
      my ($start, $cpu, $reused) = (wall(), cpu(), 0);
      $reused += connect_once($on, $context) for 1 .. $each;
      (wall() - $start, cpu() - $cpu, $reused);
    });
  } 1 .. $threads;
  my ($seconds, $cpu) = (0, 0);
  for (@connecting) {
    my ($took, $own, $reused) = $_->();
    $seconds = $took if $took > $seconds;
    $cpu += $own;
    $reused == ($resume ? $each : 0) or fail("$reused of $each were resumed");
  }
  $cpu += ($_->())[0] for @accepting;
  figure($task, 'handshakes/s', $each * $threads / $seconds);
  figure($task, 'CPU ms', $cpu / $each / $threads * 1e3);
}

while (my $line = <STDIN>) {
  chomp $line;
  my ($task, $scale) = split /\t/, $line;
  if ($task =~ /^bulk:(\d+):(\w+)$/) { bulk($task, $1, $2 eq 'nodelay' ? 1 : 0, 0.3 * $scale) }
  elsif ($task =~ /^ping:(\d+)$/) { ping($task, $1, int(20_000 * $scale)) }
  elsif ($task =~ /^handshake:(full|resumed):(\d)$/) { handshakes($task, $1 eq 'resumed', $2, int(300 * $scale)) }
  else { fail('no such task') }
  print "done\n";
}
