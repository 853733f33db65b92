package dev.sslsocket.connection;

import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.NotTlsException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslFailureDetails;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.verify.RevocationLookup;
import dev.sslsocket.verify.RevocationLookup.Means;
import dev.sslsocket.verify.RevocationLookup.Result;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class IsolatedListenersTests {

	private static final LiveConnection CONNECTION = new RecordedConnection(7, "x:1");

	private static final SslFailure FAILURE = new NotTlsException(SslFailureDetails.of(SslReason.NOT_TLS), "no", null);

	private final List<String> told = new ArrayList<>();

	@Test
	void listenersWhenSomethingHappensAreToldInOrder() {
		tell(SslConnectionListener.all(List.of(new Recorder("1"), new Recorder("2"))));
		assertThat(this.told).containsExactly("1 opened 7", "2 opened 7", "1 handshaken 7", "2 handshaken 7",
				"1 failed 7 not_tls", "2 failed 7 not_tls", "1 leaked 7", "2 leaked 7", "1 closed 7", "2 closed 7",
				"1 crl good", "2 crl good");
	}

	@Test
	void listenerWhenItThrowsHarmsNeitherTheNextNorTheConnection() {
		SslConnectionListener listeners = SslConnectionListener.all(List.of(new Thrower(), new Recorder("2")));
		assertThatCode(() -> tell(listeners)).doesNotThrowAnyException();
		assertThat(this.told).containsExactly("2 opened 7", "2 handshaken 7", "2 failed 7 not_tls", "2 leaked 7",
				"2 closed 7", "2 crl good");
	}

	@Test
	void listenersWhenTheListChangesLaterStayThoseOfBefore() {
		List<SslConnectionListener> list = new ArrayList<>(List.of(new Recorder("1")));
		SslConnectionListener listeners = SslConnectionListener.all(list);
		list.add(new Recorder("2"));
		listeners.opened(CONNECTION);
		assertThat(this.told).containsExactly("1 opened 7");
	}

	@Test
	void listenerWhenItOverridesNothingMayBeTold() {
		assertThatCode(() -> tell(new SslConnectionListener() {
		})).doesNotThrowAnyException();
	}

	private static void tell(SslConnectionListener listener) {
		listener.opened(CONNECTION);
		listener.handshaken(CONNECTION);
		listener.failed(CONNECTION, FAILURE);
		listener.leaked(CONNECTION);
		listener.closed(CONNECTION);
		listener.revocationLookedUp(new RevocationLookup("x", Means.CRL, Result.GOOD));
	}

	private final class Recorder implements SslConnectionListener {

		private final String name;

		private Recorder(String name) {
			this.name = name;
		}

		@Override
		public void opened(LiveConnection connection) {
			record("opened " + connection.id());
		}

		@Override
		public void handshaken(LiveConnection connection) {
			record("handshaken " + connection.id());
		}

		@Override
		public void failed(LiveConnection connection, SslFailure failure) {
			record("failed " + connection.id() + " " + failure.reason());
		}

		@Override
		public void leaked(LiveConnection connection) {
			record("leaked " + connection.id());
		}

		@Override
		public void closed(LiveConnection connection) {
			record("closed " + connection.id());
		}

		@Override
		public void revocationLookedUp(RevocationLookup lookup) {
			record(lookup.means() + " " + lookup.result());
		}

		private void record(String event) {
			IsolatedListenersTests.this.told.add(this.name + " " + event);
		}

	}

	private static final class Thrower implements SslConnectionListener {

		@Override
		public void opened(LiveConnection connection) {
			throw new IllegalStateException("opened");
		}

		@Override
		public void handshaken(LiveConnection connection) {
			throw new IllegalStateException("handshaken");
		}

		@Override
		public void failed(LiveConnection connection, SslFailure failure) {
			throw new IllegalStateException("failed");
		}

		@Override
		public void leaked(LiveConnection connection) {
			throw new IllegalStateException("leaked");
		}

		@Override
		public void closed(LiveConnection connection) {
			throw new IllegalStateException("closed");
		}

		@Override
		public void revocationLookedUp(RevocationLookup lookup) {
			throw new IllegalStateException("looked up");
		}

	}

}
