package dev.sslsocket.engine;

import java.nio.ByteBuffer;

import dev.sslsocket.failure.SslReason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What an engine says of its own: the reading side never encrypts, and what comes first
 * holds reading back.
 */
class ControlTests {

	private final EngineSide clients = EngineSide.with(EngineSide.PKI.client());

	private final EngineSide servers = EngineSide.with(EngineSide.PKI.server());

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void readWhenARecordIsDamagedSaysNothingItself(String protocol) throws TlsFault {
		EnginePair pair = damagedBehind("good", protocol);
		TlsEngine server = pair.server;
		byte[] target = new byte[100];
		assertThat(server.read(target, 0, 100)).isEqualTo(4);
		assertThat(server.recordAtHand()).isTrue();
		if (EngineUnderTest.isNative()) {
			int behind = server.incoming().remaining();
			assertThat(behind).isPositive();
			assertThat(server.control()).isEqualTo(TlsEngine.Control.FIRST);
			assertThat(server.read(target, 0, 100)).isZero();
			assertThat(server.read(ByteBuffer.wrap(target))).isZero();
			assertThat(server.decryptAhead()).isFalse();
			assertThat(server.pending()).isZero();
			assertThat(server.incoming().remaining()).isEqualTo(behind);
		}
		else {
			assertThat(reason(() -> server.read(target, 0, 100))).isEqualTo(SslReason.BAD_RECORD_MAC);
		}
		assertThat(server.outgoing().remaining()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void controlWhenARecordIsDamagedIsTheAlertAndThenTheFault(String protocol) throws TlsFault {
		EnginePair pair = damagedBehind("good", protocol);
		pair.server.read(new byte[100], 0, 100);
		if (pair.server.control() == TlsEngine.Control.FIRST) {
			assertThat(reason(pair.server::wrapControl)).isEqualTo(SslReason.BAD_RECORD_MAC);
			// Who has not been told cannot go on as if nothing had happened.
			assertThat(reason(pair.server::wrapControl)).isEqualTo(SslReason.PROTOCOL_ERROR);
		}
		pair.server.closeOutbound();
		assertToldOnce(pair);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void closeWhenARecordIsDamagedIsTheAlert(String protocol) throws TlsFault {
		EnginePair pair = damagedBehind("good", protocol);
		pair.server.read(new byte[100], 0, 100);
		pair.server.closeOutbound();
		assertToldOnce(pair);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void writeWhenARecordIsDamagedTakesTheAlertAlong(String protocol) throws TlsFault {
		EnginePair pair = damagedBehind("good", protocol);
		pair.server.read(new byte[100], 0, 100);
		ByteBuffer[] much = { ByteBuffer.wrap(new byte[200_000]) };
		assertThat(reason(() -> pair.server.write(much, 0, 1)))
			.isEqualTo(EngineUnderTest.isNative() ? SslReason.BAD_RECORD_MAC : SslReason.CLOSED);
		assertThat(reason(() -> pair.server.write(new byte[10], 0, 10))).isEqualTo(SslReason.CLOSED);
		assertToldOnce(pair);
	}

	/** Its alert, which the client can decrypt in its turn, and nothing behind it. */
	private static void assertToldOnce(EnginePair pair) {
		ByteBuffer out = pair.server.outgoing().held();
		assertThat(RecordHeader.at(out, out.position()).total()).isEqualTo(pair.server.outgoing().remaining());
		EnginePair.carry(pair.server, pair.client);
		TlsFault told = catchThrowableOfType(TlsFault.class, () -> pair.client.read(new byte[100], 0, 100));
		assertThat(told.peerAlert()).isEqualTo("bad_record_mac");
	}

	private static SslReason reason(ThrowingCallable call) {
		return catchThrowableOfType(TlsFault.class, call).reason();
	}

	private EnginePair damagedBehind(String text, String protocol) throws TlsFault {
		EnginePair pair = EnginePair.shaken(this.clients.protocol(protocol).client(1),
				this.servers.protocol(protocol).server());
		// BoringSSL sends its tickets with what it writes first.
		assertThat(EnginePair.carried("hello", pair.server, pair.client)).isEqualTo("hello");
		byte[] plain = text.getBytes();
		pair.client.write(plain, 0, plain.length);
		EnginePair.carry(pair.client, pair.server);
		pair.client.write(new byte[50], 0, 50);
		byte[] damaged = pair.client.outgoing().drain();
		damaged[damaged.length - 1] ^= 1;
		pair.server.incoming().add(damaged, 0, damaged.length);
		pair.client.write(plain, 0, plain.length);
		EnginePair.carry(pair.client, pair.server);
		return pair;
	}

}
