package dev.sslsocket.x509;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.sslsocket.failure.SslConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Who we are: a certificate chain and the private key of its first certificate. A server
 * needs one to listen; a client presents one when a server asks.
 *
 * <pre class="code">
 * SslIdentity identity = SslIdentity.load(Path.of("certs/server.pem"), Path.of("certs/server-key.pem"),
 * 		Passphrase.none());
 * </pre>
 *
 * The text form shows subject, key type and origin, never the key. Immutable; safe for
 * use by many threads.
 */
public final class SslIdentity {

	private static final String CERTIFICATE = "certificate";

	private static final String PRIVATE_KEY = "private-key";

	private final PrivateKey privateKey;

	private final List<X509Certificate> chain;

	private final String origin;

	private final String fingerprint;

	private SslIdentity(PrivateKey privateKey, List<X509Certificate> chain, String origin) {
		this.privateKey = privateKey;
		this.chain = chain;
		this.origin = origin;
		this.fingerprint = PeerCertificate.of(chain.get(0)).sha256().hex();
	}

	/**
	 * Loads an identity from files.
	 * @param certificateChain the certificates in any order: PEM, DER, PKCS#7 or PKCS12
	 * @param privateKey the key: PEM or DER (PKCS#8, PKCS#1, SEC1; encrypted or not) or
	 * PKCS12
	 * @param passphrase asked once, if something is encrypted
	 * @return the identity
	 * @throws SslConfigurationException when a file cannot be read or opened, or when the
	 * key is not the certificate's: with the setting {@code certificate},
	 * {@code private-key} or {@code private-key-password}
	 */
	public static SslIdentity load(Path certificateChain, Path privateKey, Passphrase passphrase) {
		Material certificateMaterial = of(CERTIFICATE, () -> Material.file(certificateChain));
		return load(certificateMaterial, of(PRIVATE_KEY, () -> Material.file(privateKey)), passphrase);
	}

	/**
	 * Loads an identity from material already read.
	 * @param certificateChain the certificates in any order: PEM, DER, PKCS#7 or PKCS12
	 * @param privateKey the key, or {@code null} when it stands in the certificate
	 * material: anywhere in a PEM file, or in a PKCS12 store
	 * @param passphrase asked once, if something is encrypted
	 * @return the identity
	 * @throws SslConfigurationException when something cannot be read or opened, or when
	 * the key is not the certificate's: with the setting {@code certificate},
	 * {@code private-key} or {@code private-key-password}
	 */
	public static SslIdentity load(Material certificateChain, @Nullable Material privateKey, Passphrase passphrase) {
		try (AskedPassphrase asked = new AskedPassphrase(passphrase)) {
			return load(certificateChain, privateKey, asked);
		}
	}

	private static SslIdentity load(Material certificateChain, @Nullable Material privateKey, AskedPassphrase asked) {
		Pkcs12Store store = of(CERTIFICATE,
				() -> Pkcs12Store.isOne(certificateChain) ? Pkcs12Store.open(certificateChain, asked) : null);
		List<X509Certificate> certificates = of(CERTIFICATE,
				() -> (store != null) ? store.certificates(certificateChain) : Certificates.parse(certificateChain));
		PrivateKey key;
		if (privateKey != null) {
			key = of(PRIVATE_KEY, () -> PrivateKeyParser.parse(privateKey, asked));
		}
		else if (store == null && !PrivateKeyParser.isIn(certificateChain)) {
			throw new SslConfigurationException(PRIVATE_KEY,
					certificateChain.quoted() + " holds certificates and no private key. Set private-key.");
		}
		else {
			key = of(CERTIFICATE, () -> (store != null) ? store.key(certificateChain)
					: PrivateKeyParser.parse(certificateChain, asked));
		}
		Material keyMaterial = (privateKey != null) ? privateKey : certificateChain;
		X509Certificate leaf = leaf(key, certificates, keyMaterial.quoted(), certificateChain.quoted());
		String origin = (privateKey != null) ? certificateChain.name() + ", " + privateKey.name()
				: certificateChain.name();
		return new SslIdentity(key, ChainOrder.from(leaf, certificates), origin);
	}

	/**
	 * Takes a key and a chain that the application already has, from a key store or a
	 * hardware module.
	 * @param key the private key
	 * @param chain its certificate and, in any order, the certificates of the issuers
	 * @return the identity
	 * @throws SslConfigurationException when there is no certificate, or when the key is
	 * of none of them
	 */
	public static SslIdentity of(PrivateKey key, X509Certificate... chain) {
		if (chain.length == 0) {
			throw new SslConfigurationException(CERTIFICATE, "no certificate is given for the private key.");
		}
		List<X509Certificate> certificates = List.of(chain);
		X509Certificate leaf = leaf(key, certificates, "the given private key", "the given certificate");
		return new SslIdentity(key, ChainOrder.from(leaf, certificates), "given by the application");
	}

	/**
	 * Returns the certificates in the order in which they are sent.
	 * @return the key's certificate first, then its issuer, and so on; at least one
	 */
	public List<X509Certificate> chain() {
		return this.chain;
	}

	/**
	 * Returns the private key.
	 * @return the JDK's own key object when it was loaded here
	 */
	public PrivateKey privateKey() {
		return this.privateKey;
	}

	/**
	 * Returns where the identity came from, for messages.
	 * @return the names of the materials
	 */
	public String origin() {
		return this.origin;
	}

	/**
	 * Returns what tells this identity from others, for example to keep their sessions
	 * apart.
	 * @return the SHA-256 of the first certificate, 64 lower-case hex digits
	 */
	public String fingerprint() {
		return this.fingerprint;
	}

	@Override
	public String toString() {
		return this.chain.get(0).getSubjectX500Principal().getName() + " ("
				+ KeyDescription.of(this.chain.get(0).getPublicKey()) + ", " + this.origin + ")";
	}

	private static X509Certificate leaf(PrivateKey key, List<X509Certificate> certificates, String keyName,
			String certificateName) {
		for (X509Certificate certificate : certificates) {
			if (KeyPairs.match(key, certificate.getPublicKey())) {
				return certificate;
			}
		}
		String found = certificates.stream()
			.limit(3)
			.map((certificate) -> certificate.getSubjectX500Principal().getName() + ", "
					+ KeyDescription.of(certificate.getPublicKey()))
			.collect(Collectors.joining("; "));
		throw new SslConfigurationException(PRIVATE_KEY,
				keyName + " (" + KeyDescription.of(key) + ") is not the key of " + certificateName + " (" + found
						+ ((certificates.size() > 3) ? "; …" : "")
						+ "). Give the key that belongs to the certificate.");
	}

	private static <T extends @Nullable Object> T of(String setting, Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting(setting);
		}
	}

}
