package dev.sslsocket.sample;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link AcceptLoop}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AcceptLoopTests {

	private final ScriptedServerSocket server = new ScriptedServerSocket();

	private final AtomicInteger admitted = new AtomicInteger();

	AcceptLoopTests() throws IOException {
	}

	@Test
	void runWhenAcceptFailsBacksOffAndGoesOn(CapturedOutput output) {
		this.server.then(new SocketException("Too many open files"));
		this.server.then(new SocketException("Too many open files"));
		this.server.then(new Socket());
		new AcceptLoop("test", this.server, 1).run((client) -> this.admitted.incrementAndGet());
		assertThat(this.admitted).hasValue(1);
		assertThat(output.getOut())
			.contains("Server 'test' cannot take a client, next attempt in 50 ms: "
					+ "java.net.SocketException: Too many open files")
			.contains("next attempt in 100 ms");
	}

	@Test
	void runWhenNoThreadIsToBeHadClosesTheClientAndGoesOn() {
		Socket unlucky = new Socket();
		this.server.then(unlucky);
		this.server.then(new Socket());
		new AcceptLoop("test", this.server, 1).run((client) -> {
			if (client == unlucky) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			this.admitted.incrementAndGet();
		});
		assertThat(unlucky.isClosed()).isTrue();
		assertThat(this.admitted).hasValue(1);
	}

	/** Yields what it was told to, then closes. */
	private static final class ScriptedServerSocket extends ServerSocket {

		private final Deque<Object> script = new ArrayDeque<>();

		ScriptedServerSocket() throws IOException {
		}

		void then(Object next) {
			this.script.add(next);
		}

		@Override
		public Socket accept() throws IOException {
			Object next = this.script.poll();
			if (next instanceof IOException ex) {
				throw ex;
			}
			if (next instanceof Socket socket) {
				if (this.script.isEmpty()) {
					close();
				}
				return socket;
			}
			throw new SocketException("closed");
		}

	}

}
