package dev.sslsocket.revocation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import dev.sslsocket.x509.OcspResponse;

/**
 * Sends requests to responders by HTTP POST (RFC 6960 appendix A.1). Follows no redirect:
 * the address was in a verified certificate, one that a responder or somebody in between
 * makes up was not. Its threads are daemons: eight workers at most, of which none is left
 * when there is nothing to do, and the HTTP client's own one. Safe for use by many
 * threads.
 */
final class OcspHttp {

	private static final int WORKERS = 8;

	private static final int OK = 200;

	/** The responder answered, but with nothing of use; the message says what. */
	static final class NoAnswer extends IOException {

		private static final long serialVersionUID = 1L;

		NoAnswer(String message) {
			super(message);
		}

	}

	private final Executor workers = workers();

	private final HttpClient client;

	OcspHttp() {
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.executor(this.workers)
			.sslContext(unused())
			.build();
	}

	private static Executor workers() {
		ThreadPoolExecutor workers = new ThreadPoolExecutor(WORKERS, WORKERS, 5, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task, "ssl-socket-ocsp");
					thread.setDaemon(true);
					return thread;
				});
		workers.allowCoreThreadTimeOut(true);
		return workers;
	}

	// No TLS is spoken; left alone the client would make the JVM read its CAs.
	private static SSLContext unused() {
		try {
			SSLContext unused = SSLContext.getInstance("TLS");
			unused.init(null, new TrustManager[0], null);
			return unused;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("this JVM has no TLS", ex);
		}
	}

	/**
	 * Sends a request.
	 * @param responder where to
	 * @param request the request, DER
	 * @param timeout for everything: name, connection, request and response
	 * @return the response, or an exception that says what the responder did instead
	 */
	CompletableFuture<byte[]> post(URI responder, byte[] request, Duration timeout) {
		HttpRequest post = HttpRequest.newBuilder(responder)
			.header("Content-Type", "application/ocsp-request")
			.header("Accept", "application/ocsp-response")
			.POST(HttpRequest.BodyPublishers.ofByteArray(request))
			.build();
		CompletableFuture<HttpResponse<byte[]>> exchange = this.client.sendAsync(post,
				(head) -> (head.statusCode() == OK) ? new OcspBody(OcspResponse.MAX_SIZE)
						: HttpResponse.BodySubscribers.replacing(new byte[0]));
		// The client's own timeout ends with the response's head.
		CompletableFuture<byte[]> response = exchange.thenCompose(OcspHttp::body)
			.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
		// What is made of it is our work, not that of the threads the JDK shares.
		return response.whenCompleteAsync((body, problem) -> exchange.cancel(true), this.workers);
	}

	private static CompletableFuture<byte[]> body(HttpResponse<byte[]> response) {
		return (response.statusCode() == OK) ? CompletableFuture.completedFuture(response.body())
				: CompletableFuture.failedFuture(new NoAnswer("answered with HTTP status " + response.statusCode()));
	}

}
