package dev.sslsocket.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.Certificates;
import dev.sslsocket.x509.Material;

/**
 * What the machine trusts without being told: the JDK's CAs and the operating system's.
 * Stateless; safe for use by many threads.
 */
final class PlatformAnchors {

	private static final String SETTING = "ca";

	/** Debian and Alpine, Fedora and Red Hat, SUSE, the BSDs; the first that exists. */
	private static final List<Path> BUNDLES = List.of(Path.of("/etc/ssl/certs/ca-certificates.crt"),
			Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"), Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
			Path.of("/etc/ssl/ca-bundle.pem"), Path.of("/etc/ssl/cert.pem"));

	private PlatformAnchors() {
	}

	static List<X509Certificate> jdk() {
		List<X509Certificate> anchors = new ArrayList<>();
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((KeyStore) null);
			for (TrustManager manager : factory.getTrustManagers()) {
				if (manager instanceof X509TrustManager x509) {
					anchors.addAll(List.of(x509.getAcceptedIssuers()));
				}
			}
		}
		catch (GeneralSecurityException ex) {
			throw new SslConfigurationException(SETTING, "the JDK's CAs cannot be loaded: " + ex.getMessage(), ex);
		}
		if (anchors.isEmpty()) {
			throw new SslConfigurationException(SETTING,
					"the JDK's trust store is empty. Check javax.net.ssl.trustStore, or name CAs by ssl.ca-file.");
		}
		return anchors;
	}

	static List<X509Certificate> system() {
		return system(System.getProperty("os.name", ""), BUNDLES);
	}

	static List<X509Certificate> system(String operatingSystem, List<Path> bundles) {
		String name = operatingSystem.toLowerCase(Locale.ROOT);
		if (name.startsWith("windows")) {
			return store(List.of("Windows-ROOT"));
		}
		if (name.startsWith("mac")) {
			// Before JDK 23 the keychain of the user is all that can be read.
			return store(List.of("KeychainStore-ROOT", "KeychainStore"));
		}
		Path bundle = bundles.stream()
			.filter(Files::isReadable)
			.findFirst()
			.orElseThrow(() -> new SslConfigurationException(SETTING, "the operating system has no CA bundle: none of "
					+ bundles + " can be read. Install ca-certificates, or write ca: jdk."));
		try {
			return Certificates.parse(Material.file(bundle));
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting(SETTING);
		}
	}

	private static List<X509Certificate> store(List<String> types) {
		GeneralSecurityException failure = null;
		for (String type : types) {
			try {
				return read(KeyStore.getInstance(type));
			}
			catch (GeneralSecurityException ex) {
				failure = ex;
			}
		}
		throw new SslConfigurationException(SETTING,
				"the operating system's CAs cannot be loaded: no key store of " + types + ". Write ca: jdk.", failure);
	}

	private static List<X509Certificate> read(KeyStore store) throws GeneralSecurityException {
		List<X509Certificate> anchors = new ArrayList<>();
		try {
			store.load(null, null);
		}
		catch (IOException ex) {
			throw new GeneralSecurityException(ex);
		}
		for (String alias : Collections.list(store.aliases())) {
			if (store.getCertificate(alias) instanceof X509Certificate certificate) {
				anchors.add(certificate);
			}
		}
		return anchors;
	}

}
