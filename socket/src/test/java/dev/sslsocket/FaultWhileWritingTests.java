package dev.sslsocket;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.peer.Fault;
import dev.sslsocket.testing.peer.FaultProxy;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A record is damaged on its way to us while another thread of ours writes: the reader is
 * told why, and the peer, by the last record that it gets.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultWhileWritingTests {

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void readWhenNobodyWritesFailsAndTellsThePeer(String protocol) throws Exception {
		try (Scene scene = new Scene(protocol)) {
			scene.damage();
			assertThat(scene.reasonRead()).isEqualTo(SslReason.BAD_RECORD_MAC);
			assertThat(scene.reasonRead()).isEqualTo(SslReason.BAD_RECORD_MAC);
			scene.assertAlertIsLast();
		}
	}

	// What is about to be read is wrong: never a clean end.
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void stopWhenTheFaultIsBehindWhatWasReadFailsAndTellsThePeer(String protocol) throws Exception {
		try (Scene scene = new Scene(protocol)) {
			scene.readUpToDamage(protocol);
			SslFailure failure = (SslFailure) catchThrowable(scene.ours::stopTls);
			assertThat(failure.reason()).isEqualTo(SslReason.BAD_RECORD_MAC);
			assertThat(scene.ours.closedCleanly()).isFalse();
			scene.assertAlertIsLast();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void closeWhenTheFaultIsUnreadTellsThePeer(String protocol) throws Exception {
		try (Scene scene = new Scene(protocol)) {
			scene.readUpToDamage(protocol);
			CompletableFuture<Void> told = Endpoints.async(() -> {
				scene.readToAlert();
				return null;
			});
			scene.ours.close();
			Endpoints.get(told);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void readWhenSmallWritesGoOnFailsAndTellsThePeer(String protocol) throws Exception {
		try (Scene scene = new Scene(protocol)) {
			assertThatBothFail(scene, 100);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void readWhenLargeWritesGoOnFailsAndTellsThePeer(String protocol) throws Exception {
		try (Scene scene = new Scene(protocol)) {
			assertThatBothFail(scene, 1 << 20);
		}
	}

	private static void assertThatBothFail(Scene scene, int chunk) throws Exception {
		CompletableFuture<Throwable> writer = Endpoints.async(() -> catchThrowable(() -> {
			while (true) {
				scene.ours.getOutputStream().write(new byte[chunk]);
			}
		}));
		CompletableFuture<SslReason> reader = Endpoints.async(scene::reasonRead);
		scene.readByPeer(2 << 20);
		scene.damage();
		CompletableFuture<Void> told = Endpoints.async(() -> {
			scene.readToAlert();
			return null;
		});
		assertThat(Endpoints.get(reader)).isEqualTo(SslReason.BAD_RECORD_MAC);
		assertThat(Endpoints.get(writer)).isInstanceOf(IOException.class).isInstanceOf(SslFailure.class);
		Endpoints.get(told);
		scene.assertNothingFollows();
	}

	// The reader waits for the writer, which waits for the peer: not for ever.
	@ParameterizedTest
	@CsvSource({ "TLSv1.2, 100", "TLSv1.2, 1000000", "TLSv1.3, 100", "TLSv1.3, 1000000" })
	void readWhenAWriteIsStuckFailsAllTheSameAndThePeerIsToldBehindIt(String protocol, int length) throws Exception {
		try (Scene scene = new Scene(protocol)) {
			CountDownLatch stuck = scene.gate.shut();
			CompletableFuture<Throwable> writer = Endpoints
				.async(() -> catchThrowable(() -> scene.ours.getOutputStream().write(new byte[length])));
			stuck.await();
			scene.damage();
			// Which fault it is the native engine says only when its alert is taken.
			SslReason reason = EngineUnderTest.isNative() ? SslReason.PROTOCOL_ERROR : SslReason.BAD_RECORD_MAC;
			assertThat(scene.reasonRead()).isEqualTo(reason);
			assertThat(writer).isNotDone();
			scene.gate.open();
			scene.readToAlert();
			// What was encrypted before has gone out.
			assertThat(Endpoints.get(writer) != null).isEqualTo(length > 100);
			assertThat(scene.reasonRead()).isEqualTo(reason);
			scene.assertNothingFollows();
		}
	}

	/** Ours, somebody in the middle, and a client of the JDK's that reads by records. */
	private static final class Scene implements AutoCloseable {

		private final ServerSocket server;

		private final FaultProxy proxy;

		private final Socket wire;

		private final SSLSocket peer;

		final Gate gate = new Gate();

		final SslSocket ours;

		Scene(String protocol) throws Exception {
			this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()) {

				@Override
				public Socket accept() throws IOException {
					implAccept(Scene.this.gate);
					return Scene.this.gate;
				}

			};
			this.proxy = FaultProxy.to(this.server.getLocalPort());
			this.wire = new Socket(InetAddress.getLoopbackAddress(), this.proxy.port());
			this.peer = (SSLSocket) Endpoints.PKI.jdkClientContext()
				.getSocketFactory()
				.createSocket(this.wire, "localhost", this.proxy.port(), false);
			CompletableFuture<Void> hello = Endpoints.async(() -> {
				this.peer.getOutputStream().write('x');
				return null;
			});
			this.ours = Endpoints.server((b) -> b.protocols(protocol))
				.serverSocketFactory()
				.startTls(this.server.accept());
			assertThat(this.ours.getInputStream().read()).isEqualTo('x');
			Endpoints.get(hello);
		}

		/** Has the next record to us changed. */
		void damage() throws IOException {
			this.proxy.toServer(Fault.flipBitInRecord(1));
			this.peer.getOutputStream().write('y');
		}

		/**
		 * Has both records arrive at once, so that the read meets the second, too, which
		 * is longer than an alert.
		 */
		void readUpToDamage(String protocol) throws IOException {
			this.proxy.toServer(Fault.flipBitInRecord(2));
			this.peer.getOutputStream().write('y');
			this.peer.getOutputStream().write(new byte[100]);
			int more = protocol.equals("TLSv1.2") ? 5 + 8 + 16 : 5 + 1 + 16;
			while (this.gate.getInputStream().available() < more + 1 + more + 100) {
				Thread.onSpinWait();
			}
			assertThat(this.ours.getInputStream().read(new byte[1000])).isOne();
		}

		SslReason reasonRead() {
			return ((SslFailure) catchThrowable(() -> this.ours.getInputStream().read())).reason();
		}

		void readByPeer(int count) throws IOException {
			assertThat(this.peer.getInputStream().readNBytes(count)).hasSize(count);
		}

		void readToAlert() {
			byte[] target = new byte[1 << 16];
			SSLException told = catchThrowableOfType(SSLException.class, () -> {
				while (this.peer.getInputStream().read(target) >= 0) {
					continue;
				}
			});
			assertThat(told).hasMessageContaining("bad_record_mac");
		}

		void assertAlertIsLast() throws Exception {
			readToAlert();
			assertNothingFollows();
		}

		/** The JDK's socket takes record by record from the wire. */
		void assertNothingFollows() throws Exception {
			this.ours.close();
			assertThat(this.wire.getInputStream().readAllBytes()).isEmpty();
		}

		@Override
		public void close() throws IOException {
			this.ours.close();
			this.wire.close();
			this.proxy.close();
			this.server.close();
		}

	}

	/** Under TLS; lets a write wait as for a peer that does not read. */
	private static final class Gate extends Socket {

		private volatile CountDownLatch entered = new CountDownLatch(0);

		private volatile CountDownLatch opened = new CountDownLatch(0);

		/** Says when a write is in front of it. */
		CountDownLatch shut() {
			this.opened = new CountDownLatch(1);
			this.entered = new CountDownLatch(1);
			return this.entered;
		}

		void open() {
			this.opened.countDown();
		}

		@Override
		public OutputStream getOutputStream() throws IOException {
			return new FilterOutputStream(super.getOutputStream()) {

				@Override
				public void write(byte[] bytes, int offset, int length) throws IOException {
					Gate.this.entered.countDown();
					try {
						Gate.this.opened.await();
					}
					catch (InterruptedException ex) {
						throw new IOException(ex);
					}
					this.out.write(bytes, offset, length);
				}

			};
		}

	}

}
