package dev.sslsocket.engine;

import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLContext;

import dev.sslsocket.failure.SslReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OfferedSuiteNameTests {

	/** The JDK's own ClientHello says which number goes with which name. */
	@Test
	void nameWhenTheJdkOffersASuiteIsTheJdks() throws Exception {
		List<String> suites = Arrays.stream(supported())
			.filter((suite) -> !suite.contains("SCSV") && !suite.matches(".*_(anon|NULL|EXPORT|KRB5|DES_CBC)_?.*"))
			.toList();
		assertThat(suites).hasSizeGreaterThan(20);
		for (String suite : suites) {
			boolean tls13 = !suite.contains("_WITH_");
			EngineSide clients = EngineSide.with()
				.protocol(tls13 ? "TLSv1.3" : "TLSv1.2")
				.parameters((parameters) -> parameters.setCipherSuites(new String[] { suite }));
			FlightRecorder recorder = new FlightRecorder(System::nanoTime, new Silence());
			TlsEngine client = clients.client(1);
			client.recorder(recorder);
			try {
				client.handshake();
			}
			catch (TlsFault fault) {
				// Switched off by the JDK's constraints: there is no ClientHello to read.
				continue;
			}
			assertThat(recorder.lines(SslReason.CLOSED)).first()
				.asString()
				.contains(" suites=" + suite.replace("SSL_", "TLS_") + " ");
		}
	}

	private static String[] supported() throws Exception {
		SSLContext context = EngineContext.jsse();
		context.init(null, null, null);
		return context.getSupportedSSLParameters().getCipherSuites();
	}

}
