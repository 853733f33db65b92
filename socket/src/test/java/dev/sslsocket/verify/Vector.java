package dev.sslsocket.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.testing.CertifiedKey;

/**
 * A chain and what three verifiers make of it.
 *
 * @param name what is special
 * @param verdicts ours, OpenSSL's (3.0, security level 2, {@code -partial_chain}) and
 * Go's (1.19, and by its source 1.25): {@code +} accepts, {@code -} refuses
 * @param why where ours is not what both others make of it together: the reason
 * @param role what the peer claims to be
 * @param trusted the trust anchors
 * @param presented the peer's own certificate first
 */
record Vector(String name, String verdicts, String why, Role role, List<byte[]> trusted, List<byte[]> presented) {

	/** Starts a vector of a server. */
	static Vector of(String name, String verdicts) {
		return new Vector(name, verdicts, "", Role.SERVER, List.of(), List.of());
	}

	Vector because(String reason) {
		return new Vector(this.name, this.verdicts, reason, this.role, this.trusted, this.presented);
	}

	Vector client() {
		return new Vector(this.name, this.verdicts, this.why, Role.CLIENT, this.trusted, this.presented);
	}

	Vector trust(CertifiedKey... anchors) {
		return trust(ders(anchors));
	}

	Vector trust(byte[]... anchors) {
		return new Vector(this.name, this.verdicts, this.why, this.role, List.of(anchors), this.presented);
	}

	Vector present(CertifiedKey... chain) {
		return present(ders(chain));
	}

	Vector present(byte[]... chain) {
		return new Vector(this.name, this.verdicts, this.why, this.role, this.trusted, List.of(chain));
	}

	boolean accepted() {
		return this.verdicts.charAt(0) == '+';
	}

	boolean opensslAccepts() {
		return this.verdicts.charAt(1) == '+';
	}

	boolean goAccepts() {
		return this.verdicts.charAt(2) == '+';
	}

	/** Our verdict: why it is refused, or an empty text. */
	String refusal() throws Exception {
		try {
			PeerVerifier verifier = PeerVerifier.builder()
				.trust(List.of(TrustSource.certificates(parsed(this.trusted).toArray(X509Certificate[]::new))))
				.hostnameScheme(HostnameScheme.NONE)
				.build();
			List<X509Certificate> chain = parsed(this.presented);
			List<X509Certificate> verified = (this.role == Role.SERVER) ? verifier.verifyServer(chain, null)
					: verifier.verifyClient(chain);
			return verified.isEmpty() ? "nothing verified" : "";
		}
		catch (SslCertificateException ex) {
			return ex.getMessage();
		}
		catch (CertificateException ex) {
			return "unreadable: " + ex.getMessage();
		}
	}

	/** Writes it as files: trusted.pem, leaf.pem, others.pem, and the purpose. */
	void write(Path directory) throws IOException {
		Files.createDirectories(directory);
		Files.writeString(directory.resolve("trusted.pem"), pem(this.trusted));
		Files.writeString(directory.resolve("leaf.pem"), pem(this.presented.subList(0, 1)));
		Files.writeString(directory.resolve("others.pem"), pem(this.presented.subList(1, this.presented.size())));
		Files.writeString(directory.resolve("purpose"), "ssl" + this.role.word());
	}

	private static List<X509Certificate> parsed(List<byte[]> ders) throws CertificateException {
		List<X509Certificate> certificates = new ArrayList<>();
		for (byte[] der : ders) {
			certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(der)));
		}
		return certificates;
	}

	private static String pem(List<byte[]> ders) {
		StringBuilder text = new StringBuilder();
		for (byte[] der : ders) {
			text.append("-----BEGIN CERTIFICATE-----\n")
				.append(Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der))
				.append("\n-----END CERTIFICATE-----\n");
		}
		return text.toString();
	}

	private static byte[][] ders(CertifiedKey... keys) {
		return Arrays.stream(keys).map(CertifiedKey::certificateDer).toArray(byte[][]::new);
	}

	@Override
	public String toString() {
		return this.verdicts + " " + this.name;
	}

}
