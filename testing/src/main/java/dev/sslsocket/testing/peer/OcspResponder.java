package dev.sslsocket.testing.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An OCSP responder over HTTP (RFC 6960 appendix A) that answers what it is told to, and
 * counts. A responder that never answers is a {@link MutePeer}. <pre>{@code
 * OcspResponder responder = OcspResponder.answering((request) ->
 * 		OcspMaker.issuedBy(ca).good(server).inAnswerTo(request).der());
 * }</pre> Each connection serves one request. Safe for use by many threads.
 */
public final class OcspResponder implements Peer {

	private static final long LIMIT_SECONDS = 30;

	private final AtomicInteger requests = new AtomicInteger();

	private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

	private final CountDownLatch released;

	private final LoopbackServer server;

	private OcspResponder(String head, UnaryOperator<byte[]> answers, CountDownLatch released) {
		this.released = released;
		this.server = LoopbackServer.start("OCSP responder", (socket) -> converse(socket, head, answers));
	}

	/**
	 * Starts a responder.
	 * @param answers makes a response of a request, DER both
	 * @return the responder, listening
	 */
	public static OcspResponder answering(UnaryOperator<byte[]> answers) {
		return new OcspResponder("HTTP/1.1 200 OK\r\nContent-Type: application/ocsp-response\r\n", answers,
				new CountDownLatch(0));
	}

	/**
	 * Starts a responder that takes requests, and answers none before it is told to.
	 * @param answers makes a response of a request, DER both
	 * @return the responder, listening
	 */
	public static OcspResponder holding(UnaryOperator<byte[]> answers) {
		return new OcspResponder("HTTP/1.1 200 OK\r\nContent-Type: application/ocsp-response\r\n", answers,
				new CountDownLatch(1));
	}

	/**
	 * Starts a web server that gives no answer.
	 * @param status status line and headers, such as {@code 503 Service Unavailable} or
	 * {@code 302 Found\r\nLocation: …}
	 * @return the server, listening
	 */
	public static OcspResponder failing(String status) {
		return new OcspResponder("HTTP/1.1 " + status + "\r\n", (request) -> "no".getBytes(StandardCharsets.US_ASCII),
				new CountDownLatch(0));
	}

	/**
	 * Asks a responder once, so that the JDK's HTTP client is loaded: on a busy machine
	 * that alone may take longer than a client waits for an answer.
	 * @throws IllegalStateException when that fails
	 */
	public static void warmUp() {
		try (OcspResponder responder = answering((request) -> request)) {
			HttpRequest request = HttpRequest.newBuilder(URI.create(responder.uri()))
				.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1]))
				.build();
			HttpClient.newHttpClient()
				.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
				.get(LIMIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("Unable to ask a responder", ex);
		}
	}

	@Override
	public int port() {
		return this.server.port();
	}

	/**
	 * The address to put into a certificate.
	 * @return an URI on 127.0.0.1
	 */
	public String uri() {
		return "http://127.0.0.1:" + port() + "/";
	}

	/**
	 * How many requests have come.
	 * @return the number until now
	 */
	public int requests() {
		return this.requests.get();
	}

	/**
	 * Waits for a request; each call is for one.
	 * @return the request, DER
	 * @throws IllegalStateException when none comes within 30 seconds
	 */
	public byte[] awaitRequest() {
		try {
			byte[] request = this.received.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
			if (request == null) {
				throw new IllegalStateException("No OCSP request came");
			}
			return request;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for an OCSP request", ex);
		}
	}

	/** Answers every request, those that wait included. */
	public void release() {
		this.released.countDown();
	}

	@Override
	public void close() {
		release();
		this.server.close();
	}

	private void converse(Socket socket, String head, UnaryOperator<byte[]> answers) throws IOException {
		byte[] request = request(socket.getInputStream());
		this.requests.incrementAndGet();
		this.received.add(request);
		awaitRelease();
		byte[] body = answers.apply(request);
		socket.getOutputStream()
			.write((head + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		socket.getOutputStream().write(body);
	}

	private void awaitRelease() throws IOException {
		try {
			this.released.await(LIMIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	private static byte[] request(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("the client left");
			}
			head.write(next);
		}
		int length = head.toString(StandardCharsets.US_ASCII)
			.lines()
			.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
			.mapToInt((line) -> Integer.parseInt(line.substring(line.indexOf(':') + 1).trim()))
			.findFirst()
			.orElse(0);
		return in.readNBytes(length);
	}

}
