package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import dev.sslsocket.session.SessionKey;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RunningProgram;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our cache beside the Perl module's, step by step. There each session is an entry; with
 * one for each key, as a client with TLS 1.2 has them, both hold the same keys in the
 * same order. Ours counts peers all the same where each has many sessions, as the seed's
 * manual says: "the number of unique host/port pairs".
 */
@RequiresPerlModule("IO::Socket::SSL")
@Timeout(60)
class PerlSessionCacheTests {

	private static final int SIZE = 3;

	@Test
	void keysWhenUsedAndRemovedAtRandomAreThoseOfPerl() throws Exception {
		SslSessionCache ours = SslSessionCache.ofSize(SIZE);
		Random random = new Random(20);
		try (RunningProgram perl = RunningProgram.start("perl",
				Path.of(getClass().getResource("cache.pl").toURI()).toString(), String.valueOf(SIZE))) {
			for (int step = 1; step <= 500; step++) {
				String key = String.valueOf((char) ('a' + random.nextInt(6)));
				boolean remove = random.nextInt(5) == 0;
				perl.send((remove ? "del " : "use ") + key + "\n");
				if (remove) {
					ours.remove(key);
				}
				else {
					ours.slotFor(new SessionKey(key, "p"));
					ours.established(new SessionKey(key, "p"), false);
				}
				assertThat(step + " " + shown(ours.keys())).isEqualTo(perl.awaitLine(step + " "));
			}
		}
		assertThat(ours.statistics().evictions()).isGreaterThan(50);
	}

	private static String shown(List<SessionKey> keys) {
		return keys.stream().map(SessionKey::name).collect(Collectors.joining(","));
	}

}
