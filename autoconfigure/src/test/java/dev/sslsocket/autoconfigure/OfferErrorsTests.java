package dev.sslsocket.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.TestPki;

/**
 * Tests for what a person reads when a property about what to agree on is wrong, word for
 * word.
 */
class OfferErrorsTests {

	/** {@code openssl dhparam 512}. */
	private static final String DH_512 = """
			-----BEGIN DH PARAMETERS-----
			MEYCQQCiy/WTIuX/uIz+Yz98Dc0gEPaitRk/hLVx46C9DsXc4cgJVaqz1uxXioRO
			RVb5N3sAYk/yU1b94/I2kGC1s3rPAgEC
			-----END DH PARAMETERS-----
			""";

	@TempDir
	private Path directory;

	@Test
	void protocolsWhenTheyCannotBeSaySoAndTheWayOut() {
		PropertyErrorsTests.assertRefused(
				"ssl.protocols (application.yml:1:16) names 'TLSv1.4', which is no version of TLS. Write TLSv1.3,"
						+ " TLSv1.2, or as IO::Socket::SSL has it TLSv1_3 or SSLv23:!TLSv1_3",
				"ssl.protocols: TLSv1.4");
		PropertyErrorsTests.assertRefused(
				"ssl.protocols (application.yml:1:16) names SSLv3, which is broken (RFC 7568) and never spoken"
						+ " here, whatever the JVM allows. Use TLSv1.3 or TLSv1.2",
				"ssl.protocols: SSLv3");
		PropertyErrorsTests.assertRefused(
				"ssl.protocols (application.yml:1:16) is 'TLSv1_2:TLSv1_3', which names more than one version."
						+ " IO::Socket::SSL's syntax takes one, or those that are not wanted (SSLv23:!TLSv1_2); several are a"
						+ " list: TLSv1.3, TLSv1.2",
				"ssl.protocols: TLSv1_2:TLSv1_3");
		PropertyErrorsTests
			.assertRefused("ssl.protocols (application.yml:2:5) names TLSv1.1, which this JVM does not allow: see its"
					+ " security property jdk.tls.disabledAlgorithms. It allows: TLSv1.3, TLSv1.2. For a peer that knows"
					+ " nothing newer start the JVM with -Djava.security.properties=<file>, where that property leaves"
					+ " TLSv1.1 out; it concerns the whole JVM, so we never change it", "ssl.protocols:", "  - TLSv1.2",
					"  - TLSv1.1");
		PropertyErrorsTests
			.assertRefused(
					"ssl.protocols (application.yml:1:16) is 'SSLv23:!TLSv1_2:!TLSv1_3', which leaves no version that"
							+ " this JVM allows. It allows: TLSv1.3, TLSv1.2",
					"ssl.protocols: SSLv23:!TLSv1_2:!TLSv1_3");
		PropertyErrorsTests.assertRefused("ssl.protocols (application.yml:1:15) is empty. Leave it out for the default",
				"ssl.protocols:");
	}

	@Test
	void ciphersWhenTheyAreWrongSayWhereAndWhatMayBeMeant() {
		PropertyErrorsTests.assertRefused(
				"ssl.ciphers (application.yml:1:14) has '@STRENGHT' at character 6 of 'HIGH:@STRENGHT'."
						+ " Write @STRENGTH or @SECLEVEL=0 to @SECLEVEL=5. Did you mean @STRENGTH?",
				"ssl.ciphers: HIGH:@STRENGHT");
		PropertyErrorsTests.assertRefused(
				"ssl.contexts.a.ciphers (application.yml:1:25) names no suite that can be used ('ECDHEE' at character 1"
						+ " is no word of OpenSSL's and no suite. Did you mean ECDHE?).\nECDHEE+AESGCM: nothing: 'ECDHEE' at"
						+ " character 1 is no word of OpenSSL's and no suite. Did you mean\n    ECDHE?\nselected: nothing",
				"ssl.contexts.a.ciphers: ECDHEE+AESGCM");
		PropertyErrorsTests.assertRefused(
				"ssl.ciphers (application.yml:1:13) names no suite that can be used (it is empty: leave it out"
						+ " for the JDK's suites).\nselected: nothing",
				"ssl.ciphers:");
	}

	@Test
	void cipherSuitesWhenTheyAreWrongSayWhere() {
		PropertyErrorsTests.assertRefused(
				"ssl.cipher-suites (application.yml:1:20) names 'AES128-SHA', and that is not of TLS 1.3."
						+ " Suites of TLS 1.2 and older, and words for them, are written in ciphers",
				"ssl.cipher-suites: AES128-SHA");
		PropertyErrorsTests.assertRefused(
				"ssl.cipher-suites (application.yml:1:20) names suites of TLS 1.3, and protocols offers TLSv1.2"
						+ " only. Suites of TLS 1.2 and older are written in ciphers",
				"ssl.cipher-suites: TLS_AES_128_GCM_SHA256", "ssl.protocols: TLSv1.2");
	}

	@Test
	void groupsWhenTheyCannotBeSaySoAndTheWayOut() {
		String jdk = Runtime.version().toString();
		if (Runtime.version().feature() < 20) {
			PropertyErrorsTests.assertRefused("ssl.groups (application.yml:1:13) needs JDK 20 or later, and this is "
					+ jdk
					+ ". Leave it out, or take a newer JDK or engine: openssl. Here only the whole JVM can be told, by"
					+ " -Djdk.tls.namedGroups=…, which we never set", "ssl.groups: P-256");
		}
		else {
			PropertyErrorsTests
				.assertRefused("ssl.groups (application.yml:2:5) names 'secp160r1', which this JDK (" + jdk
						+ ") does not have for TLSv1.3, TLSv1.2. It has: secp256r1, secp384r1, secp521r1, x25519, x448,"
						+ " ffdhe2048, ffdhe3072, ffdhe4096, ffdhe6144, ffdhe8192", "ssl.groups:", "  - P-256",
						"  - secp160r1");
		}
		PropertyErrorsTests.assertRefused(
				"ssl.groups (application.yml:1:12) is empty. Leave it out for the engine's own", "ssl.groups:");
	}

	@Test
	void signatureSchemesWhenTheyCannotBeSaySoAndTheWayOut() {
		String jdk = Runtime.version().toString();
		if (Runtime.version().feature() < 19) {
			PropertyErrorsTests
				.assertRefused("ssl.signature-schemes (application.yml:1:24) needs JDK 19 or later, and this is " + jdk
						+ ". Leave it out, or take a newer JDK. Here only the whole JVM can be told, by"
						+ " -Djdk.tls.client.SignatureSchemes=… and -Djdk.tls.server.SignatureSchemes=…, which we never"
						+ " set", "ssl.signature-schemes: ed25519");
		}
		else {
			PropertyErrorsTests.assertRefused(
					"ssl.signature-schemes (application.yml:1:24) names 'rsa_pkcs1_sha1', which this JDK (" + jdk
							+ ") does not have for TLSv1.3. It has: ecdsa_secp256r1_sha256, ecdsa_secp384r1_sha384,"
							+ " ecdsa_secp521r1_sha512, ed25519, ed448, rsa_pss_rsae_sha256, rsa_pss_rsae_sha384,"
							+ " rsa_pss_rsae_sha512, rsa_pss_pss_sha256, rsa_pss_pss_sha384, rsa_pss_pss_sha512",
					"ssl.signature-schemes: rsa_pkcs1_sha1", "ssl.protocols: TLSv1.3");
		}
	}

	@Test
	void dhFileWhenItCannotBeUsedSaysWhatItIs() throws IOException {
		Path file = this.directory.resolve("dh.pem");
		String wayOut = ". Leave it out: the JDK then uses them by itself; or write one of them with \"openssl genpkey"
				+ " -genparam -algorithm DH -pkeyopt group:ffdhe3072\"";
		PropertyErrorsTests.assertRefused("ssl.dh-file (application.yml:1:14): 'nowhere.pem' does not exist.",
				"ssl.dh-file: nowhere.pem");
		Files.writeString(file, TestPki.create().caPem());
		PropertyErrorsTests.assertRefused(
				"ssl.dh-file (application.yml:1:14): '" + file + "' holds no Diffie-Hellman parameters: it is"
						+ " PEM with CERTIFICATE. Looked for PEM (DH PARAMETERS, X9.42 DH PARAMETERS) and DER.",
				"ssl.dh-file: " + file);
		Files.writeString(file, DH_512);
		PropertyErrorsTests.assertRefused(
				"ssl.dh-file (application.yml:1:14): '" + file + "' holds a group of its own, of 512 bits, which"
						+ " is too weak: less than 2048 bits can be broken (RFC 9325 section 4.1)" + wayOut,
				"ssl.dh-file: " + file);
	}

	@Test
	void engineWhenItCannotBeSaysWhy() {
		PropertyErrorsTests.assertRefused("ssl.engine (application.yml:1:13) is 'boring'. Use jdk, openssl or auto",
				"ssl.engine: boring");
		PropertyErrorsTests.assertRefused(
				"ssl.engine (application.yml:1:13) is openssl, which has no choice of the suites of TLS 1.3, and"
						+ " cipher-suites asks for it. Leave cipher-suites out, or take engine: jdk",
				"ssl.engine: openssl", "ssl.cipher-suites: TLS_AES_128_GCM_SHA256");
		PropertyErrorsTests.assertRefused(
				"ssl.contexts.a.engine (application.yml:2:24) is openssl, which has no choice of signature schemes, and"
						+ " signature-schemes asks for it. Leave signature-schemes out, or take engine: jdk",
				"ssl.contexts.a.signature-schemes: ed25519", "ssl.contexts.a.engine: openssl");
		PropertyErrorsTests.assertRefused(
				"ssl.groups (application.yml:2:13) names 'SecP256r1MLKEM768', which BoringSSL does not have for TLSv1.3,"
						+ " TLSv1.2. It has: secp256r1, secp384r1, secp521r1, x25519, X25519MLKEM768. Groups with ML-KEM"
						+ " are for TLSv1.3; all of them come with JDK 27, X25519MLKEM768 with engine: openssl",
				"ssl.engine: openssl", "ssl.groups: SecP256r1MLKEM768");
	}

	@Test
	void staplingWhenItCannotBeSaysWhy() throws IOException {
		PropertyErrorsTests.assertRefused(
				"ssl.ocsp-stapling (application.yml:1:20) asks for stapled OCSP responses of servers, which the JDK's"
						+ " engine does not have but for the whole JVM"
						+ " (-Djdk.tls.server.enableStatusRequestExtension=true). Leave it out, or take engine: openssl",
				"ssl.ocsp-stapling: true");
		PropertyErrorsTests.assertRefused(
				"ssl.ocsp-staple-file (application.yml:1:23) is 'classpath:a.der': an OCSP response counts for days,"
						+ " and what is on the class path does not change. Name a file.",
				"ssl.ocsp-staple-file: classpath:a.der");
		PropertyErrorsTests.assertRefused(
				"ssl.ocsp-staple-file (application.yml:1:22) is empty. Leave it out to staple no file.",
				"ssl.ocsp-staple-file:");
		TestPki pki = TestPki.create();
		Path server = Files.writeString(this.directory.resolve("server.pem"), pki.serverPem() + pki.serverKeyPem());
		Path ca = Files.writeString(this.directory.resolve("ca.pem"), pki.caPem());
		Path other = Files.write(this.directory.resolve("other.der"),
				OcspMaker.issuedBy(pki.ca()).good(pki.client()).der());
		PropertyErrorsTests.assertRefused("ssl.ocsp-staple-file (application.yml:3:23) names '" + other
				+ "', which is about none of the"
				+ " certificates that are presented. Write one with \"openssl ocsp -issuer ca.pem -cert server.pem"
				+ " -url … -respout staple.der\", or leave it out", "ssl.engine: openssl", "ssl.certificate: " + server,
				"ssl.ocsp-staple-file: " + other, "ssl.ca-file: " + ca);
	}

	@Test
	void alpnAndSniWhenTheyCannotBeSayWhatToWrite() {
		PropertyErrorsTests
			.assertRefused("ssl.alpn.preference (application.yml:1:22) is 'mine'. Write server or client: whose order"
					+ " decides.", "ssl.alpn.preference: mine");
		PropertyErrorsTests.assertRefused(
				"ssl.alpn.mismatch (application.yml:1:20) is 'false'. Write fail (a client that offers none of"
						+ " our protocols is refused) or continue (without one).",
				"ssl.alpn.mismatch: off");
		PropertyErrorsTests.assertRefused(
				"ssl.sni-host (application.yml:1:15) is '127.0.0.1', which SNI cannot carry: it has DNS names of"
						+ " letters, digits and hyphens, no addresses (RFC 6066 section 3). Leave it out to send the host"
						+ " connected to, or write off to send none",
				"ssl.sni-host: 127.0.0.1");
	}

}
