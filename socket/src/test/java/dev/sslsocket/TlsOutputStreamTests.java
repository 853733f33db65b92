package dev.sslsocket;

import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class TlsOutputStreamTests {

	@Test
	void bytesWhenWrittenOneByOneAreTheLowestEightBits() throws Exception {
		try (SslServerSocket listening = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<byte[]> received = Endpoints.async(() -> {
				try (SslSocket accepted = listening.accept()) {
					return accepted.getInputStream().readNBytes(258);
				}
			});
			byte[] expected = new byte[258];
			try (SslSocket socket = Endpoints.client((b) -> b)
				.socketFactory()
				.connect("localhost", listening.getLocalPort())) {
				OutputStream out = socket.getOutputStream();
				for (int value = -1; value <= 256; value++) {
					out.write(value);
					expected[value + 1] = (byte) value;
				}
				assertThat(Endpoints.get(received)).isEqualTo(expected);
			}
		}
	}

}
