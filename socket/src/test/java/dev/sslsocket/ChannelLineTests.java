package dev.sslsocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.line.LineReader;
import dev.sslsocket.line.PolledLine;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines over a channel, on one thread: nothing waits, so a line that is not there whole
 * is no line, whatever records have come instead (case 14).
 */
@Timeout(60)
class ChannelLineTests {

	@RegisterExtension
	final ChannelEnds ends = new ChannelEnds();

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void pollWhenTheLineIsNotThereWholeHasNoneYet(String protocol) throws Exception {
		try (SslSocketChannel client = Endpoints.client((b) -> b.protocols(protocol))
			.channel(this.ends.near(), "localhost", 1);
				SslSocketChannel server = Endpoints.server((b) -> b).serverChannel(this.ends.far())) {
			LineReader lines = LineReader.over(client);
			while (!server.handshake()) {
				// The client's part of the handshake, and then the tickets of TLS 1.3.
				assertNoneYet(lines);
			}
			assertNoneYet(lines);
			server.write(ascii("one li"));
			for (int i = 0; i < 3; i++) {
				assertNoneYet(lines);
			}
			server.write(ascii("ne\ntwo\nthr"));
			assertThat(line(lines).text()).isEqualTo("one line");
			assertThat(line(lines).text()).isEqualTo("two");
			assertNoneYet(lines);
			end(server);
			PolledLine last = line(lines);
			assertThat(last.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo("thr");
			assertThat(lines.poll().isEnd()).isTrue();
		}
	}

	private static void end(SslSocketChannel channel) throws Exception {
		if (EngineUnderTest.closesHalf()) {
			channel.shutdownOutput();
		}
		else {
			channel.close();
		}
	}

	private static void assertNoneYet(LineReader lines) throws Exception {
		PolledLine found = lines.poll();
		assertThat(found.isPresent()).isFalse();
		assertThat(found.isEnd()).isFalse();
	}

	/** Bytes may still be on its way from one end to the other. */
	private static PolledLine line(LineReader lines) throws Exception {
		PolledLine found = lines.poll();
		while (!found.isPresent() && !found.isEnd()) {
			Thread.onSpinWait();
			found = lines.poll();
		}
		return found;
	}

	private static ByteBuffer ascii(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
	}

}
