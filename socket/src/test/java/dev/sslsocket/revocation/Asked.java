package dev.sslsocket.revocation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.peer.MutePeer;
import dev.sslsocket.testing.peer.OcspResponder;
import dev.sslsocket.testing.peer.Peer;
import dev.sslsocket.testing.program.FreePort;
import org.jspecify.annotations.Nullable;

/** A certificate and the responder it names. */
final class Asked implements AutoCloseable {

	static final CertifiedKey CA = CertificateMaker.ca().selfSigned();

	private CertifiedKey server = CA;

	private OcspResponder responder;

	private @Nullable Peer other;

	@FunctionalInterface
	interface Word {

		OcspMaker say(OcspMaker maker, CertifiedKey server);

	}

	Asked(Word word) {
		this(OcspResponder.answering((request) -> new byte[0]));
		this.responder.close();
		this.responder = OcspResponder
			.answering((request) -> word.say(OcspMaker.issuedBy(CA), this.server).inAnswerTo(request).der());
		name(this.responder.uri());
	}

	private Asked(OcspResponder responder) {
		this.responder = responder;
		name(responder.uri());
	}

	private void name(String uri) {
		this.server = CertificateMaker.localhost().ocspResponder(uri).issuedBy(CA);
	}

	static Asked bytes(UnaryOperator<byte[]> answers) {
		return new Asked(OcspResponder.answering(answers));
	}

	static Asked holding() {
		Asked[] self = new Asked[1];
		self[0] = new Asked(OcspResponder
			.holding((request) -> OcspMaker.issuedBy(CA).good(self[0].server).inAnswerTo(request).der()));
		return self[0];
	}

	static Asked faulty(String fault) {
		CertifiedKey stranger = CertificateMaker.ca().selfSigned();
		return switch (fault) {
			case "unreachable" -> {
				Asked asked = bytes(UnaryOperator.identity());
				asked.name("http://127.0.0.1:" + FreePort.find() + "/");
				yield asked;
			}
			case "mute" -> {
				MutePeer mute = MutePeer.start();
				Asked asked = bytes(UnaryOperator.identity());
				asked.other = mute;
				asked.name("http://127.0.0.1:" + mute.port() + "/");
				yield asked;
			}
			case "garbage" -> bytes((request) -> "garbage".getBytes(StandardCharsets.US_ASCII));
			case "oversized" -> bytes((request) -> new byte[70_000]);
			case "empty" -> bytes((request) -> new byte[0]);
			case "status 503" -> new Asked(OcspResponder.failing("503 Service Unavailable"));
			case "redirect" -> new Asked(OcspResponder.failing("301 Moved\r\nLocation: http://127.0.0.1:1/"));
			case "tryLater" -> bytes((request) -> OcspMaker.refusal(3));
			case "wrong signature" -> new Asked((maker, server) -> maker.good(server).forgedBy(stranger));
			case "another certificate" -> new Asked((maker, server) -> maker.good(stranger));
			case "unknown" -> new Asked(OcspMaker::unknown);
			case "another nonce" -> bytesOf((self) -> OcspMaker.issuedBy(CA).good(self.server).nonce(new byte[32]));
			default -> throw new IllegalArgumentException(fault);
		};
	}

	private static Asked bytesOf(Function<Asked, OcspMaker> maker) {
		Asked[] self = new Asked[1];
		self[0] = bytes((request) -> maker.apply(self[0]).der());
		return self[0];
	}

	static String words(String fault) {
		return switch (fault) {
			case "unreachable" -> "could not be asked: ConnectException";
			case "mute" -> "did not answer within 2000 ms";
			case "garbage", "empty" -> "is no OCSP response";
			case "oversized" -> "answered with more than 65536 bytes";
			case "status 503" -> "answered with HTTP status 503";
			case "redirect" -> "answered with HTTP status 301";
			case "tryLater" -> "says tryLater";
			case "wrong signature" -> "has a signature that does not hold";
			case "another certificate" -> "is not about this certificate";
			case "unknown" -> "does not know the certificate (unknown)";
			case "another nonce" -> "is for another request (nonce)";
			default -> throw new IllegalArgumentException(fault);
		};
	}

	OcspResponder responder() {
		return this.responder;
	}

	CertifiedKey server() {
		return this.server;
	}

	OcspQuestion question() {
		return OcspQuestion.about(this.server.certificate(), CA.certificate());
	}

	URI uri() {
		return question().responders().get(0);
	}

	int requests() {
		return this.responder.requests();
	}

	@Override
	public void close() {
		this.responder.close();
		if (this.other != null) {
			this.other.close();
		}
	}

}
