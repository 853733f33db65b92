package dev.sslsocket;

import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.sslsocket.engine.EngineProvider;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.revocation.OcspStapler;
import dev.sslsocket.verify.PeerVerifier;
import dev.sslsocket.x509.Material;

import org.jspecify.annotations.Nullable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server staples: answers that somebody else keeps current in files, and for other
 * certificates, where that is wanted, those of their responders. Immutable.
 *
 * @param asking whether responders are asked
 * @param files OCSP responses
 */
record StaplingChoice(boolean asking, List<Path> files) {

	static final StaplingChoice NONE = new StaplingChoice(false, List.of());

	static final String SETTING = "ocsp-stapling";

	static final String FILES = "ocsp-staple-file";

	/** By which the JDK's engine staples, for the whole JVM; see its security guide. */
	private static final String JVM_WIDE = "jdk.tls.server.enableStatusRequestExtension";

	private static final Logger LOGGER = LoggerFactory.getLogger(StaplingChoice.class);

	StaplingChoice asking(boolean whether) {
		return new StaplingChoice(whether, this.files);
	}

	StaplingChoice file(Path file) {
		List<Path> all = new ArrayList<>(this.files);
		all.add(file);
		return new StaplingChoice(this.asking, List.copyOf(all));
	}

	/** The setting that asks for stapling, where one does. */
	Optional<String> setting() {
		return this.files.isEmpty() ? Optional.of(SETTING).filter((setting) -> this.asking) : Optional.of(FILES);
	}

	/**
	 * Begins to find answers, and mentions certificates that demand one and have none.
	 * @param provider whose engines staple
	 * @param identities who the server is
	 * @param verifier whose CAs may be the issuers that a chain leaves out
	 * @param clock by which answers are current or not
	 * @throws SslConfigurationException if a file holds no OCSP response, or one about
	 * somebody else
	 */
	ServerStaples open(EngineProvider provider, List<ServedIdentity> identities, PeerVerifier verifier, Clock clock) {
		if (setting().isEmpty()) {
			if (provider != EngineProvider.JDK || !Boolean.getBoolean(JVM_WIDE)) {
				identities.forEach(StaplingChoice::warnIfDemanded);
			}
			return ServerStaples.NONE;
		}
		Map<X509Certificate, OcspStapler> staplers = new LinkedHashMap<>();
		List<Path> unused = new ArrayList<>(this.files);
		for (ServedIdentity served : identities) {
			X509Certificate own = served.identity().chain().get(0);
			@Nullable X509Certificate issuer = issuer(served.identity().chain(), verifier);
			if (issuer == null) {
				LOGGER.warn("For {} nothing can be stapled: its issuer is neither in its chain nor trusted.",
						served.identity());
				continue;
			}
			Optional<Path> file = this.files.stream().filter((one) -> isAbout(one, own, issuer)).findFirst();
			file.ifPresent(unused::remove);
			if (file.isEmpty() && !this.asking) {
				warnIfDemanded(served);
			}
			else if (!staplers.containsKey(own)) {
				staplers.put(own, file.map((one) -> OcspStapler.reading(own, issuer, clock, () -> read(one)))
					.orElseGet(() -> OcspStapler.asking(own, issuer, clock)));
			}
		}
		if (!unused.isEmpty() && !identities.isEmpty()) {
			throw new SslConfigurationException(FILES, "names '" + unused.get(0)
					+ "', which is about none of the certificates that are presented. Write one with \"openssl ocsp"
					+ " -issuer ca.pem -cert server.pem -url … -respout staple.der\", or leave it out");
		}
		return new ServerStaples(staplers);
	}

	private static void warnIfDemanded(ServedIdentity served) {
		if (OcspStapler.isDemandedBy(served.identity().chain().get(0))) {
			LOGGER.warn(
					"{} demands a stapled OCSP response (RFC 7633), and none is stapled: clients that obey it refuse the server. Set {}, or name a response in {}; both need engine: openssl.",
					served.identity(), SETTING, FILES);
		}
	}

	private static @Nullable X509Certificate issuer(List<X509Certificate> chain, PeerVerifier verifier) {
		if (chain.size() > 1) {
			return chain.get(1);
		}
		for (X509Certificate trusted : verifier.acceptedIssuers()) {
			if (trusted.getSubjectX500Principal().equals(chain.get(0).getIssuerX500Principal())) {
				return trusted;
			}
		}
		return null;
	}

	private static boolean isAbout(Path file, X509Certificate own, X509Certificate issuer) {
		try {
			return OcspStapler.isAbout(read(file), own, issuer);
		}
		catch (CertificateParsingException ex) {
			throw new SslConfigurationException(FILES, "names '" + file + "', which " + ex.getMessage(), ex);
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting(FILES);
		}
	}

	private static byte[] read(Path file) {
		return Material.file(file).bytes();
	}

}
