package dev.sslsocket;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.ExtendedSSLSession;

import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ChannelBindingTests {

	@ParameterizedTest
	@EnumSource
	void ofWhenGivenItsRegisteredNameIsTheType(ChannelBinding type) {
		assertThat(ChannelBinding.of(type.toString())).isSameAs(type);
	}

	@Test
	void ofWhenTlsUniqueSaysWhyNotAndWhatInstead() {
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> ChannelBinding.of("tls-unique"))
			.withMessageContaining("Finished")
			.withMessageContaining("Use tls-exporter or tls-server-end-point");
	}

	@Test
	void ofWhenUnknownListsTheKnown() {
		assertThatIllegalArgumentException().isThrownBy(() -> ChannelBinding.of("tls-uniqe"))
			.withMessage("'tls-uniqe' is no channel binding. Known: tls-server-end-point, tls-exporter");
	}

	@ParameterizedTest
	@EnumSource
	void bindingBeforeTheHandshakeIsRefused(ChannelBinding type) throws Exception {
		try (SslSocket unconnected = Endpoints.client((b) -> b).socketFactory().createSocket()) {
			assertThatIllegalStateException().isThrownBy(() -> unconnected.channelBinding(type));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverEndPointWhenResumedIsTheSameAtBothEnds(String protocol) throws Exception {
		try (Pairs pairs = new Pairs(protocol)) {
			byte[] first = pairs.same(ChannelBinding.TLS_SERVER_END_POINT);
			assertThat(first).hasSize(32);
			assertThat(pairs.next().same(ChannelBinding.TLS_SERVER_END_POINT)).isEqualTo(first);
			assertThat(pairs.client.sessionReused()).isTrue();
		}
	}

	// The JDK keeps what it derives keys from in the session, which others resume.
	@Test
	@EnabledForJreRange(minVersion = 25)
	void exporterWhenOthersResumedTheSessionStaysThatOfItsConnection() throws Exception {
		try (Pairs pairs = new Pairs("TLSv1.3")) {
			if (!EngineUnderTest.can(EngineFeature.EXPORTER)) {
				assertThatExceptionOfType(UnsupportedOperationException.class)
					.isThrownBy(() -> pairs.client.channelBinding(ChannelBinding.TLS_EXPORTER))
					.withMessageContaining("has no exporter of keying material");
				return;
			}
			List<byte[]> bindings = new ArrayList<>();
			List<SslSocket> clients = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				bindings.add(pairs.same(ChannelBinding.TLS_EXPORTER));
				clients.add(pairs.client);
				pairs.next();
			}
			assertThat(pairs.client.sessionReused()).isTrue();
			assertThat(bindings).doesNotHaveDuplicates().allMatch((binding) -> binding.length == 32);
			for (int i = 0; i < clients.size(); i++) {
				assertThat(clients.get(i).channelBinding(ChannelBinding.TLS_EXPORTER)).isEqualTo(bindings.get(i));
			}
		}
	}

	@Test
	@EnabledForJreRange(minVersion = 25)
	void sessionWhenAskedForKeysAsJava25DoesHasThem() throws Exception {
		try (Pairs pairs = new Pairs("TLSv1.3")) {
			Method export = ExtendedSSLSession.class.getMethod("exportKeyingMaterialData", String.class, byte[].class,
					int.class);
			if (!EngineUnderTest.can(EngineFeature.EXPORTER)) {
				assertThatExceptionOfType(InvocationTargetException.class)
					.isThrownBy(() -> export.invoke(pairs.client.getSession(), "EXPORTER-x", new byte[0], 32))
					.withCauseInstanceOf(UnsupportedOperationException.class);
				return;
			}
			Object exported = export.invoke(pairs.client.getSession(), "EXPORTER-Channel-Binding", new byte[0], 32);
			assertThat(exported).isEqualTo(pairs.same(ChannelBinding.TLS_EXPORTER));
			Object key = ExtendedSSLSession.class
				.getMethod("exportKeyingMaterialKey", String.class, String.class, byte[].class, int.class)
				.invoke(pairs.client.getSession(), "AES", "EXPORTER-Channel-Binding", new byte[0], 32);
			assertThat(((javax.crypto.SecretKey) key).getEncoded()).isEqualTo(exported);
		}
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_24)
	void exporterBeforeJava25IsRefusedWithTheReason() throws Exception {
		try (Pairs pairs = new Pairs("TLSv1.3")) {
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> pairs.client.channelBinding(ChannelBinding.TLS_EXPORTER))
				.withMessageContaining(EngineUnderTest.can(EngineFeature.EXPORTER) ? "Java 25 and later do"
						: "has no exporter of keying material");
		}
	}

	/** Connections between two contexts, each of which stays open. */
	private static final class Pairs implements AutoCloseable {

		private final SslContext clients;

		private final SslServerSocket listening;

		private final List<SslSocket> open = new ArrayList<>();

		private SslSocket client;

		private SslSocket server;

		Pairs(String protocol) throws Exception {
			this.clients = Endpoints.client((b) -> b.protocols(protocol));
			this.listening = Endpoints.listen(Endpoints.server((b) -> b));
			next();
		}

		Pairs next() throws Exception {
			CompletableFuture<SslSocket> accepted = Endpoints.async(() -> {
				SslSocket socket = this.listening.accept();
				socket.getOutputStream().write(1);
				return socket;
			});
			this.client = this.clients.socketFactory().connect("localhost", this.listening.getLocalPort());
			// A session ticket comes with the first byte.
			this.client.getInputStream().read();
			this.server = Endpoints.get(accepted);
			this.open.addAll(List.of(this.client, this.server));
			return this;
		}

		byte[] same(ChannelBinding type) {
			byte[] binding = this.client.channelBinding(type);
			assertThat(this.server.channelBinding(type)).isEqualTo(binding);
			return binding;
		}

		@Override
		public void close() throws IOException {
			for (SslSocket socket : this.open) {
				socket.close();
			}
			this.listening.close();
		}

	}

}
