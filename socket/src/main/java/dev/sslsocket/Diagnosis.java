package dev.sslsocket;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.engine.TlsFacts;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.failure.NotTlsException;
import dev.sslsocket.failure.SslClosedException;
import dev.sslsocket.failure.SslFailureDetails;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslProtocolException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTimeoutException;
import dev.sslsocket.failure.SslTruncatedException;

import org.jspecify.annotations.Nullable;

/**
 * Words for what went wrong on one connection: the reason, the peer, and the way out.
 */
final class Diagnosis {

	private final TlsConnection connection;

	private @Nullable Socket plainSocket;

	Diagnosis(TlsConnection connection) {
		this.connection = connection;
	}

	/** The plain socket that the exceptions hand to the caller. */
	Diagnosis plainSocket(@Nullable Socket plainSocket) {
		this.plainSocket = plainSocket;
		return this;
	}

	/** Details of what has nothing to do with the handshake. */
	private SslFailureDetails details(SslReason reason) {
		return details(reason, null, List.of());
	}

	private SslFailureDetails traced(SslReason reason, @Nullable String peerAlert) {
		return details(reason, peerAlert, this.connection.recorder().lines(reason));
	}

	private SslFailureDetails details(SslReason reason, @Nullable String peerAlert, List<String> trace) {
		return new SslFailureDetails(reason, this.connection.context().name(), this.connection.peer().toString(),
				this.plainSocket, trace, peerAlert);
	}

	IOException handshake(TlsFault fault) {
		SslReason reason = fault.reason();
		String text = switch (reason) {
			case HOSTNAME_MISMATCH, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID -> fault.getMessage();
			case UNKNOWN_CA, PIN_MISMATCH -> peer() + " " + fault.getMessage();
			case UNRECOGNIZED_NAME -> unrecognized(fault);
			case CERTIFICATE_REQUIRED -> required(fault);
			case HANDSHAKE_FAILURE -> peer() + ": " + fault.getMessage() + offered();
			case NO_APPLICATION_PROTOCOL -> peer() + noProtocol(fault);
			default -> peer() + ": " + fault.getMessage();
		};
		Throwable cause = (fault.getCause() != null) ? fault.getCause() : fault;
		return new SslHandshakeException(traced(reason, fault.peerAlert()), reason + ": " + text, cause);
	}

	/** No suite in common is the usual reason, and the peer's are not known here. */
	private String offered() {
		String suites = this.connection.context().contextOffer().restrictedSuites();
		return suites.isEmpty() ? "" : ". Context '" + this.connection.context().name() + "' has " + suites;
	}

	private String noProtocol(TlsFault fault) {
		List<String> ours = List.of(this.connection.context().parameters().getApplicationProtocols());
		if (fault.peerAlert() != null || ours.isEmpty()) {
			return ": " + fault.getMessage();
		}
		return " offered none of the application protocols of context '" + this.connection.context().name() + "': "
				+ String.join(", ", ours) + ". To go on without one set ssl.alpn.mismatch: continue";
	}

	private String unrecognized(TlsFault fault) {
		// A server goes on with the sentence that the client's address begins.
		return peer() + ((this.connection.side() == ConnectionSide.SERVER) ? " " : ": ") + fault.getMessage();
	}

	private String required(TlsFault fault) {
		return (fault.peerAlert() != null)
				? peer() + " requires a certificate of ours, and " + presented() + ". Its words: " + fault.getMessage()
				: peer() + " presented no certificate, and context '" + this.connection.context().name()
						+ "' requires one (ssl.client-auth: need)";
	}

	private String presented() {
		SslContext context = this.connection.context();
		if (!context.hasDefaultIdentity()) {
			return "context '" + context.name() + "' has none: set ssl.certificate and ssl.private-key";
		}
		return context.useCertificate() ? "did not take the one of context '" + context.name() + "'"
				: "context '" + context.name() + "' keeps its own to its servers: set ssl.use-cert: true";
	}

	IOException notTls(String firstLine) {
		boolean client = this.connection.side() == ConnectionSide.CLIENT;
		String verb = client ? "answered" : "sent";
		String end = client ? " Nothing was sent after the ClientHello." : "";
		this.connection.recorder().notTls(firstLine);
		return new NotTlsException(traced(SslReason.NOT_TLS, null),
				SslReason.NOT_TLS + ": " + peer() + " " + verb + " \"" + firstLine + "\", not TLS." + end, null);
	}

	IOException plaintextInjected(int bytes) {
		return new SslProtocolException(details(SslReason.PLAINTEXT_INJECTED), SslReason.PLAINTEXT_INJECTED + ": "
				+ bytes + " bytes in clear from " + peer()
				+ " were waiting before the handshake. A TLS server never speaks first: read what it said in clear,"
				+ " or treat it as an attack (CVE-2011-0411)", null);
	}

	IOException handshakeTimeout(Duration timeout, boolean silent) {
		String what = silent ? peer() + " sent nothing. If it speaks STARTTLS use startTls(…)"
				: peer() + " did not complete the handshake";
		return new SslTimeoutException(traced(SslReason.HANDSHAKE_TIMEOUT, null),
				SslReason.HANDSHAKE_TIMEOUT + " after " + text(timeout) + ": " + what, null);
	}

	IOException closedInHandshake(@Nullable IOException cause) {
		String how = (cause == null) ? "closed TCP" : "broke TCP off (" + cause.getMessage() + ")";
		this.connection.recorder().endOfTcp(cause == null);
		return new SslHandshakeException(traced(SslReason.CLOSED, null),
				SslReason.CLOSED + ": " + peer() + " " + how + " during the handshake", cause);
	}

	IOException readTimeout(int millis, IOException cause) {
		return new SslTimeoutException(
				traced(SslReason.READ_TIMEOUT, null), SslReason.READ_TIMEOUT + " after "
						+ text(Duration.ofMillis(millis)) + ": nothing came from " + peer() + ". Reading may go on",
				cause);
	}

	IOException writeTimeout(Duration timeout, IOException cause) {
		return new SslTimeoutException(details(SslReason.WRITE_TIMEOUT),
				SslReason.WRITE_TIMEOUT + " after " + text(timeout) + ": " + peer() + " did not take the bytes", cause);
	}

	IOException closeTimeout(Duration timeout) {
		return new SslTimeoutException(details(SslReason.CLOSE_TIMEOUT), SslReason.CLOSE_TIMEOUT + " after "
				+ text(timeout) + ": " + peer() + " did not answer close_notify, so nobody can say where its TLS ends",
				null);
	}

	IOException truncated(boolean insideRecord) {
		return new SslTruncatedException(details(SslReason.TRUNCATED),
				SslReason.TRUNCATED + ": " + peer() + " closed TCP "
						+ (insideRecord ? "inside a record" : "without close_notify")
						+ ". What was read may be incomplete"
						+ (insideRecord ? "" : "; if this peer always ends so, set ssl.eof-policy: lenient"),
				null);
	}

	IOException protocol(TlsFault fault) {
		this.connection.recorder().alertRead(fault);
		Throwable cause = (fault.getCause() != null) ? fault.getCause() : fault;
		SslReason reason = fault.reason();
		if (reason == SslReason.CERTIFICATE_REQUIRED || reason == SslReason.CERTIFICATE_REFUSED_BY_PEER) {
			// TLS 1.3: the server's verdict on our certificate comes after our handshake.
			// JDK 17 says bad_certificate of one that was not there.
			return handshake(presentedNothing() ? fault.withReason(SslReason.CERTIFICATE_REQUIRED) : fault);
		}
		return new SslProtocolException(traced(reason, fault.peerAlert()),
				reason + ": " + peer() + ": " + fault.getMessage(), cause);
	}

	private boolean presentedNothing() {
		@Nullable TlsFacts facts = this.connection.facts();
		return facts != null && facts.localCertificates().isEmpty();
	}

	IOException closed(@Nullable IOException cause) {
		return new SslClosedException(details(SslReason.CLOSED), "Socket closed", cause);
	}

	IOException closedForWriting() {
		return new SslClosedException(details(SslReason.CLOSED),
				"Socket output is shutdown: close_notify was sent to " + peer(), null);
	}

	IOException stopped() {
		return new SslClosedException(details(SslReason.CLOSED),
				"TLS was stopped on this socket; go on with the plain one that stopTls() returned", null);
	}

	IOException unread(int bytes) {
		return new SslProtocolException(details(SslReason.UNREAD_DATA), SslReason.UNREAD_DATA + ": at least " + bytes
				+ " bytes from " + peer() + " are unread. Read until -1, then call stopTls() again", null);
	}

	private String peer() {
		return this.connection.peer().toString();
	}

	static String text(Duration timeout) {
		return (timeout.toMillisPart() == 0) ? timeout.toSeconds() + "s" : timeout.toMillis() + "ms";
	}

}
