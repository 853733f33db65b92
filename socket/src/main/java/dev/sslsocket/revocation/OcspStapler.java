package dev.sslsocket.revocation;

import java.lang.ref.WeakReference;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.OcspCertificateId;
import dev.sslsocket.x509.OcspExtensions;
import dev.sslsocket.x509.OcspResponse;

import org.jspecify.annotations.Nullable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps at hand what OCSP says about a certificate of our own, for a server to bring
 * along (RFC 6066 section 8). Only what a client would accept is handed out: an answer
 * that says "good", is authentic, and has not ended. It is renewed in the background, and
 * kept while there is no newer one for as long as it counts. A timer knows the stapler
 * weakly: it goes with whoever uses it. Safe for use by many threads.
 */
public final class OcspStapler {

	private static final Logger LOGGER = LoggerFactory.getLogger(OcspStapler.class);

	/** Does something after a while. */
	@FunctionalInterface
	interface Later {

		void run(Duration wait, Runnable work);

	}

	/** Where answers come from. */
	@FunctionalInterface
	interface Source {

		CompletableFuture<OcspAnswer> ask(OcspQuestion question, OcspFetch.Reading reading);

	}

	static final Later TIMER = (wait,
			work) -> CompletableFuture.delayedExecutor(wait.toMillis() + 1, TimeUnit.MILLISECONDS).execute(work);

	/** What was last said in the log. */
	private enum Said {

		NOTHING, STAPLED, NOT_STAPLED, REVOKED

	}

	private final OcspQuestion question;

	private final Source source;

	private final OcspCheck check;

	private final Clock clock;

	private final Later later;

	private volatile StapleState state;

	/** Of the one thread at a time that takes an answer in. */
	private volatile Said said = Said.NOTHING;

	OcspStapler(OcspQuestion question, Source source, Clock clock, Later later) {
		this.question = question;
		this.source = source;
		this.check = new OcspCheck(clock);
		this.clock = clock;
		this.later = later;
		this.state = StapleState.begun(clock.instant());
	}

	/**
	 * Asks the responder that a certificate names, from now on. Whoever asks for the same
	 * certificate gets the same stapler, so that a context that is built anew begins with
	 * what the one before had.
	 * @param certificate our own certificate
	 * @param issuer the one that signed it, and signs the answers
	 * @param clock by which answers are current or not
	 * @return a stapler, which may have nothing yet
	 */
	public static OcspStapler asking(X509Certificate certificate, X509Certificate issuer, Clock clock) {
		return SharedStaplers.of(OcspQuestion.about(certificate, issuer), clock);
	}

	/**
	 * Takes what somebody else keeps current in a file.
	 * @param certificate our own certificate
	 * @param issuer the one that signed it, and signs the answers
	 * @param clock by which answers are current or not
	 * @param file reads it, DER, or throws an {@link SslConfigurationException}; again at
	 * half of the answer's time and then at least hourly
	 * @return a stapler, which has read the file
	 */
	public static OcspStapler reading(X509Certificate certificate, X509Certificate issuer, Clock clock,
			Supplier<byte[]> file) {
		OcspStapler stapler = new OcspStapler(OcspQuestion.about(certificate, issuer),
				(question, reading) -> CompletableFuture.completedFuture(read(file, question, reading)), clock, TIMER);
		stapler.renew();
		return stapler;
	}

	private static OcspAnswer read(Supplier<byte[]> file, OcspQuestion question, OcspFetch.Reading reading) {
		try {
			return reading.read(file.get(), question, null);
		}
		catch (SslConfigurationException ex) {
			return OcspAnswer
				.none("its file cannot be used: " + String.valueOf(ex.getMessage()).replaceFirst("\\.$", ""));
		}
	}

	/**
	 * Returns whether clients that obey RFC 7633 refuse a server with this certificate
	 * and no staple.
	 * @param certificate our own certificate
	 * @return whether it has the TLS feature status_request
	 */
	public static boolean isDemandedBy(X509Certificate certificate) {
		return OcspExtensions.demandStaple(certificate);
	}

	/**
	 * Returns whether an OCSP response is about a certificate, whatever it says.
	 * @param response DER
	 * @param certificate the certificate
	 * @param issuer the one that signed it
	 * @throws CertificateParsingException if it is no OCSP response, with the reason
	 */
	public static boolean isAbout(byte[] response, X509Certificate certificate, X509Certificate issuer)
			throws CertificateParsingException {
		return OcspResponse.parse(response).about(OcspCertificateId.of(certificate, issuer)).isPresent();
	}

	/** Begins in the background. */
	void start() {
		this.later.run(Duration.ZERO, new Renewal(new WeakReference<>(this)));
	}

	/** Knows the stapler for as long as anybody else does. */
	private record Renewal(WeakReference<OcspStapler> stapler) implements Runnable {

		@Override
		public void run() {
			@Nullable OcspStapler open = this.stapler.get();
			if (open != null) {
				open.renew();
			}
		}

	}

	private void renew() {
		if (!this.state.wait(this.clock.instant()).isZero()) {
			goOn();
			return;
		}
		byte[][] read = { new byte[0] };
		CompletableFuture.completedFuture(this.question)
			.thenCompose((about) -> this.source.ask(about, (der, question, request) -> {
				read[0] = der;
				return this.check.read(der, question, request);
			}))
			.exceptionally((problem) -> OcspAnswer.none("could not be asked: " + problem))
			.thenAccept((answer) -> {
				this.state = this.state.after(answer, read[0], this.clock.instant());
				say();
				goOn();
			});
	}

	private void goOn() {
		this.later.run(this.state.wait(this.clock.instant()), new Renewal(new WeakReference<>(this)));
	}

	private void say() {
		StapleState now = this.state;
		StapleState.@Nullable Staple staple = now.current(this.clock.instant());
		Said word = now.revoked() ? Said.REVOKED : (staple != null) ? Said.STAPLED : Said.NOT_STAPLED;
		if (word == this.said) {
			return;
		}
		this.said = word;
		String subject = subject();
		if (staple != null) {
			LOGGER.info("For {} an OCSP answer is stapled that counts until {}.", subject, staple.until());
		}
		else if (now.revoked()) {
			LOGGER.error(
					"{} was revoked by its issuer {}, says OCSP. That is not stapled; clients that ask will refuse us.",
					subject, now.problem());
		}
		else {
			LOGGER.warn(
					"For {} no OCSP answer is stapled: {}. Clients that insist on one refuse us; it is tried again in the background.",
					subject, now.problem());
		}
	}

	private String subject() {
		X509Certificate certificate = certificate();
		return certificate.getSubjectX500Principal().getName() + " (serial number "
				+ certificate.getSerialNumber().toString(16) + ")";
	}

	/**
	 * Returns what to staple.
	 * @return an OCSP response, not to be changed; {@code null} where there is none that
	 * counts
	 */
	public byte @Nullable [] staple() {
		StapleState.@Nullable Staple staple = this.state.current(this.clock.instant());
		return (staple != null) ? staple.der() : null;
	}

	/**
	 * Returns whose answers these are.
	 * @return our certificate
	 */
	public X509Certificate certificate() {
		return this.question.certificate();
	}

	/**
	 * Returns until when there is something to staple.
	 * @return the end of the answer; empty where nothing is stapled
	 */
	public Optional<Instant> until() {
		return Optional.ofNullable(this.state.current(this.clock.instant())).map(StapleState.Staple::until);
	}

	/**
	 * Returns whether the issuer has revoked the certificate.
	 * @return whether the latest answer says so
	 */
	public boolean revoked() {
		return this.state.revoked();
	}

	/**
	 * Returns what is wrong.
	 * @return why there is no newer answer, or when and why the certificate was revoked;
	 * empty where all is well, and before the first answer
	 */
	public String problem() {
		return this.state.problem();
	}

}
