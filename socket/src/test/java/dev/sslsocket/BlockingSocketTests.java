package dev.sslsocket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A socket of the JDK that was read with a time limit stays non-blocking, and each later
 * read that waits costs three system calls in place of one. Handshakes are bounded
 * otherwise, wherever the socket may be closed.
 */
@Timeout(30)
@EnabledOnOs(OS.LINUX)
class BlockingSocketTests {

	private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

	private static final int O_NONBLOCK = 0x800;

	@Test
	void socketWhenHandsAreShakenStillBlocks() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			Set<Path> before = sockets();
			// JDK 25 leaves a socket non-blocking that was connected with a time limit.
			SslContext context = Endpoints.client((b) -> b.connectTimeout(Duration.ZERO));
			CompletableFuture<SslSocket> connecting = Endpoints
				.async(() -> context.socketFactory().connect("localhost", server.getLocalPort()));
			try (SslSocket accepted = server.accept()) {
				accepted.startHandshake();
				try (SslSocket client = Endpoints.get(connecting)) {
					Set<Path> ours = sockets();
					ours.removeAll(before);
					assertThat(ours).hasSizeGreaterThanOrEqualTo(2);
					assertThat(ours).noneMatch(BlockingSocketTests::isNonBlocking);
					assertThat(client.tlsState()).isEqualTo(TlsState.OPEN);
				}
			}
		}
	}

	@Test
	void socketWhenReadWithATimeLimitIsSeenToBlockNoMore() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<SslSocket> connecting = Endpoints
				.async(() -> Endpoints.client((b) -> b).socketFactory().connect("localhost", server.getLocalPort()));
			try (SslSocket accepted = server.accept()) {
				accepted.startHandshake();
				try (SslSocket client = Endpoints.get(connecting)) {
					Set<Path> before = sockets();
					before.removeIf(BlockingSocketTests::isNonBlocking);
					client.getOutputStream().write('!');
					accepted.setSoTimeout(10_000);
					assertThat(accepted.getInputStream().read()).isEqualTo('!');
					assertThat(before).anyMatch(BlockingSocketTests::isNonBlocking);
				}
			}
		}
	}

	private static Set<Path> sockets() throws IOException {
		try (Stream<Path> all = Files.list(DESCRIPTORS)) {
			return all.filter(BlockingSocketTests::isSocket).collect(Collectors.toSet());
		}
	}

	private static boolean isSocket(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
		}
		catch (IOException ex) {
			// Closed meanwhile, as the one that lists the directory is.
			return false;
		}
	}

	private static boolean isNonBlocking(Path descriptor) {
		try {
			Path info = Path.of("/proc/self/fdinfo").resolve(descriptor.getFileName());
			return Files.readAllLines(info)
				.stream()
				.filter((line) -> line.startsWith("flags:"))
				.anyMatch((line) -> (Integer.parseInt(line.substring(6).strip(), 8) & O_NONBLOCK) != 0);
		}
		catch (IOException ex) {
			// Another one, closed meanwhile.
			return false;
		}
	}

}
