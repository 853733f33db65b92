package dev.sslsocket.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.KeyEncryption;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.VerifyMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a person reads when a property is wrong, word for word.
 */
class PropertyErrorsTests {

	private static final TestPki pki = TestPki.create();

	private static final String SCHEMES = "rfc9525, default, http, rfc2818, ftp, xmpp, ldap, smtp, imap, pop3, acap,"
			+ " nntp, netconf, syslog, snmp, gist, sip, none.";

	@TempDir
	private Path directory;

	@Test
	void caFileWhenItDoesNotExistNamesOriginAndASimilarFile() {
		assertRefused(
				"ssl.ca-file (application.yml:3:12): 'classpath:cert/my-ca.pem' does not exist."
						+ " Similar: classpath:certs/my-ca.pem",
				"ssl:", "  # our CA", "  ca-file: classpath:cert/my-ca.pem");
	}

	@Test
	void caFileWhenOneOfAListDoesNotExistNamesTheElement() throws IOException {
		Files.writeString(this.directory.resolve("good.pem"), pki.caPem());
		assertRefused("ssl.contexts.orders.ca-file[1] (application.yml:5:7): 'nowhere.pem' does not exist.",
				"ssl.contexts.orders:", "  verify-mode: peer", "  ca-file:", "    - " + this.directory + "/good.pem",
				"    - nowhere.pem");
	}

	@Test
	void passphraseWhenYamlHasReadANumberSaysQuoteIt() throws IOException {
		Path key = this.directory.resolve("server-key.enc");
		Files.writeString(key, pki.server().encryptedPrivateKeyPem(KeyEncryption.PBES2_AES_256_CBC, "0123"));
		assertRefused(
				"ssl.private-key-password (application.yml:5:25) does not open '" + key
						+ "' (PKCS#8, AES-256-CBC). YAML reads 0123 as a number: quote it.",
				"ssl:", "  certificate: |-", "    " + pki.serverPem().strip().replace("\n", " "),
				"  private-key: " + key, "  private-key-password: 0123");
	}

	@Test
	void verifyModeWhenNoneIsForbiddenIsRefusedWhereverItWasWritten() {
		String forbidden = "', and ssl.forbid-verify-none is true. Trust the CA of its servers with ca-file, or pin their"
				+ " certificates.";
		assertRefused("ssl.contexts.orders.verify-mode (application.yml:2:34) is none for context 'orders" + forbidden,
				"ssl.forbid-verify-none: true", "ssl.contexts.orders.verify-mode: none");
		runner("ssl.verify-mode: none").withPropertyValues("ssl.forbid-verify-none=false")
			.run((context) -> assertThat(context).hasNotFailed());
		runner("ssl.forbid-verify-none: true").run((context) -> assertThat(context).hasNotFailed());
		// Nobody gets round it in code.
		runner("ssl.forbid-verify-none: true")
			.withBean(SslContextCustomizer.class, () -> (name, builder) -> builder.verifyMode(VerifyMode.NONE))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("is none for context 'default" + forbidden));
	}

	@Test
	void passphraseWhenQuotedOpensTheKey() throws IOException {
		Path key = this.directory.resolve("server-key.enc");
		Files.writeString(key, pki.server().encryptedPrivateKeyPem(KeyEncryption.PBES2_AES_256_CBC, "0123"));
		runner("ssl:", "  certificate: |", "    " + pki.serverPem().strip().replace("\n", "\n    "),
				"  private-key: " + key, "  private-key-password: '0123'")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void passphraseWhenItIsTextHasNoHint() throws IOException {
		Path key = this.directory.resolve("server-key.enc");
		Files.writeString(key, pki.server().encryptedPrivateKeyPem(KeyEncryption.TRADITIONAL_AES_256_CBC, "0123"));
		runner("ssl:", "  certificate: |", "    " + pki.serverPem().strip().replace("\n", "\n    "),
				"  private-key: " + key, "  private-key-password: wrong")
			.run((context) -> assertThat(thrown(context.getStartupFailure()))
				.hasMessageContaining("ssl.private-key-password (application.yml:")
				.hasMessageContaining(" does not open '" + key + "'")
				.hasMessageNotContaining("quote it"));
	}

	@Test
	void privateKeyWhenMissingPointsAtTheCertificatesLevel() {
		runner("ssl.contexts.orders:", "  certificate: |", "    " + pki.serverPem().strip().replace("\n", "\n    "))
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
					"ssl.contexts.orders.private-key (certificate at application.yml:2:16): inline PEM holds certificates and no private key."));
	}

	@Test
	void privateKeyWhenWithoutCertificateIsRefused() {
		assertRefused("ssl.private-key (application.yml:1:18) needs a certificate on the same level.",
				"ssl.private-key: key.pem");
	}

	@Test
	void passwordWhenAloneInAContextSaysThatTheGroupIsInheritedTogether() {
		assertRefused(
				"ssl.contexts.a.private-key-password (application.yml:1:38) needs a certificate on the same level:"
						+ " the keys of a certificate are inherited together or not at all.",
				"ssl.contexts.a.private-key-password: secret");
	}

	@Test
	void useCertWhenAloneInAContextSaysThatTheGroupIsInheritedTogether() {
		assertRefused(
				"ssl.contexts.a.use-cert (application.yml:1:26) needs a certificate on the same level:"
						+ " the keys of a certificate are inherited together or not at all.",
				"ssl.contexts.a.use-cert: true");
	}

	@Test
	void identityWhenWithoutCertificateNamesThePlaceOfItsHosts() {
		assertRefused("ssl.contexts.a.identities[0].certificate (hosts at application.yml:2:13) is missing.",
				"ssl.contexts.a.identities:", "  - hosts: [a.example]");
	}

	@Test
	void identityWhenItsKeyIsMissingNamesThePlaceOfItsCertificate() {
		runner("ssl.identities:", "  - certificate: |", "      " + indented(pki.serverPem()))
			.run((context) -> assertThat(thrown(context.getStartupFailure()))
				.hasMessage("ssl.identities[0].private-key (certificate at application.yml:2:18): inline PEM holds"
						+ " certificates and no private key. Set private-key."));
	}

	@Test
	void identityWhenItsPassphraseIsANumberSaysQuoteIt() throws IOException {
		Path key = this.directory.resolve("server-key.enc");
		Files.writeString(key, pki.server().encryptedPrivateKeyPem(KeyEncryption.PBES2_AES_256_CBC, "0123"));
		runner("ssl.identities:", "  - private-key-password: 0123", "    private-key: " + key, "    certificate: |",
				"      " + indented(pki.serverPem()))
			.run((context) -> assertThat(thrown(context.getStartupFailure()))
				.hasMessage("ssl.identities[0].private-key-password (application.yml:2:27) does not open '" + key
						+ "' (PKCS#8, AES-256-CBC). YAML reads 0123 as a number: quote it."));
	}

	@Test
	void hostsWhenOneIsNoHostNameNamesTheElement() {
		String write = ", which is no host name. Write one such as www.example.com, or *.example.com for every name one"
				+ " label below example.com; for any host leave hosts out.";
		assertHostsRefused("ssl.identities[0].hosts[1] (application.yml:4:7) names 'a_b'" + write, "    hosts:",
				"    - a.example", "    - a_b");
		assertHostsRefused("ssl.identities[0].hosts (application.yml:2:12) names 'x y'" + write,
				"    hosts: a.example, x y");
		assertHostsRefused("ssl.identities[0].hosts (application.yml:2:11) is empty. Name a host, or leave hosts out"
				+ " for any.", "    hosts: ");
		assertHostsRefused("ssl.identities[0].hosts[0] (application.yml:2:13) names '127.0.0.1', an address, which no"
				+ " client sends as server name (RFC 6066 section 3). Clients that connect to an address get the"
				+ " identity without hosts.", "    hosts: [127.0.0.1]");
	}

	private void assertHostsRefused(String message, String... hosts) {
		List<String> yaml = new ArrayList<>(List.of("ssl.identities:"));
		yaml.addAll(List.of(hosts));
		yaml.set(1, "  - " + yaml.get(1).strip());
		yaml.add("    certificate: |");
		yaml.add("      " + indented(pki.serverPem() + pki.serverKeyPem()));
		assertRefused(message, yaml.toArray(String[]::new));
	}

	@Test
	void identitiesWhenEmptyAreRefused() {
		assertRefused("ssl.identities (application.yml:1:16) is empty. Leave it out, or write hosts, certificate and"
				+ " private-key.", "ssl.identities:");
	}

	@Test
	void clientCaFileWhenItDoesNotExistOrIsEmptyIsRefused() {
		assertRefused("ssl.client-ca-file[0] (application.yml:1:22): 'nowhere.pem' does not exist.",
				"ssl.client-ca-file: [nowhere.pem]");
		assertRefused("ssl.client-ca-file (application.yml:1:20) is empty. Leave it out to name the trusted CAs.",
				"ssl.client-ca-file:");
	}

	@Test
	void clientAuthWhenOnlyNamesOfCasAreSetIsRefused() throws IOException {
		Files.writeString(this.directory.resolve("ca.pem"), pki.caPem());
		assertRefused(
				"ssl.client-auth (application.yml:1:18) is need, but no CA says whose clients are welcome."
						+ " Name one with ca-file or ca-path; to welcome every client with a certificate of a public CA"
						+ " write ca: jdk",
				"ssl.client-auth: need", "ssl.client-ca-file: " + this.directory + "/ca.pem");
	}

	private static String indented(String pem) {
		return pem.strip().replace("\n", "\n      ");
	}

	@Test
	void clientAuthWhenWithoutCaIsRefused() {
		assertRefused("ssl.client-auth (application.yml:1:18) is need, but no CA says whose clients are welcome."
				+ " Name one with ca-file or ca-path; to welcome every client with a certificate of a public CA"
				+ " write ca: jdk", "ssl.client-auth: need");
	}

	@Test
	void clientAuthWhenInheritedIsReportedWhereItWasWritten() throws IOException {
		Files.writeString(this.directory.resolve("ca.pem"), pki.caPem());
		runner("ssl.client-auth: want", "ssl.ca-file: " + this.directory + "/ca.pem",
				"ssl.contexts.a.eof-policy: lenient")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void caWhenEmptyIsRefused() {
		assertRefused("ssl.ca-file (application.yml:1:13) is empty. Leave it out to trust the JDK's CAs.",
				"ssl.ca-file:");
	}

	@Test
	void caPathWhenItIsNoDirectoryIsRefused() {
		assertRefused("ssl.ca-path (application.yml:1:14): 'no/where' does not exist.", "ssl.ca-path: no/where");
	}

	@Test
	void choicesWhenUnknownSayWhatToWrite() {
		assertRefused("ssl.verify-mode (application.yml:1:18) is '3'. Write peer or none (0x01 or 0x00); what is asked"
				+ " of clients that connect to us is client-auth.", "ssl.verify-mode: 0x03");
		assertRefused("ssl.client-auth (application.yml:1:18) is '2'. Write none, want or need (0x00, 0x01 or 0x03).",
				"ssl.client-auth: 0x02");
		assertRefused("ssl.verify-hostname (application.yml:1:22) is 'true'. Write " + SCHEMES,
				"ssl.verify-hostname: on");
		assertRefused("ssl.verify-hostname (application.yml:1:22) is 'https'. Did you mean http? Write " + SCHEMES,
				"ssl.verify-hostname: https");
		assertRefused("ssl.verify-name (application.yml:1:18) is 'localhost:443', which is neither a DNS name nor an IP"
				+ " address.", "ssl.verify-name: localhost:443");
		assertRefused("ssl.eof-policy (application.yml:1:17) is '1'. Write strict or lenient.", "ssl.eof-policy: 1");
		assertRefused("ssl.debug (application.yml:1:12) is 'loud'. Write 0 (nothing), 1 (errors), 2 (and ciphers), 3"
				+ " (and progress) or 4 (and the data itself).", "ssl.debug: loud");
		assertRefused("ssl.debug (application.yml:1:12) is 5. Use 0 (nothing), 1 (errors), 2 (and ciphers), 3 (and"
				+ " progress) or 4 (and the data itself)", "ssl.debug: 5");
		assertRefused("ssl.ca (application.yml:1:9) is 'java'. Write jdk or system; a file of CA certificates is"
				+ " ca-file.", "ssl.ca: java");
	}

	@Test
	void pinsWhenTheyAreNoneSayWhatToWrite() {
		String write = " Write sha256$ and the 64 hexadecimal digits of the certificate's SHA-256, or sha256$pub$ and"
				+ " those of its public key's.";
		assertRefused("ssl.pins[1] (application.yml:3:5) is 'sha256$ab', with 2 hexadecimal digits where sha256 has 64."
				+ write, "ssl.pins:", "  - sha256$" + "ab".repeat(32), "  - sha256$ab");
		assertRefused("ssl.pins (application.yml:1:11) is 'my-server', which is no pin." + write,
				"ssl.pins: my-server");
		assertRefused(
				"ssl.pins (application.yml:1:11) is 'sha1$" + "ab".repeat(20)
						+ "': sha1 is too weak, other certificates can be made to have the same." + write,
				"ssl.pins: sha1$" + "ab".repeat(20));
		assertRefused("ssl.pins (application.yml:1:10) is empty. Leave it out to pin nobody.", "ssl.pins:");
	}

	@Test
	void pinModeWhenUnknownOrAloneSaysWhatToWrite() {
		assertRefused(
				"ssl.pin-mode (application.yml:2:15) is 'strict'. Write alternative (a pin replaces chain and"
						+ " name), additional (all three must be good) or enforce (the pin alone decides).",
				"ssl.pins: " + "ab".repeat(32), "ssl.pin-mode: strict");
		assertRefused("ssl.contexts.a.pin-mode (application.yml:2:26) needs pins on the same level.",
				"ssl.pins: " + "ab".repeat(32), "ssl.contexts.a.pin-mode: enforce");
	}

	@Test
	void pinsWhenServersAreNotVerifiedAreRefused() {
		assertRefused("ssl.pins (application.yml:1:11) does nothing beside verify-mode: none, which reads no"
				+ " certificate. To have the pin alone decide write pin-mode: enforce and leave verify-mode out.",
				"ssl.pins: " + "ab".repeat(32), "ssl.verify-mode: none");
	}

	@Test
	void reloadOnUpdateWhenALocationCannotChangeNamesItAndTheWayOut() {
		assertRefused(
				"ssl.ca-file (application.yml:1:14) is 'classpath:certs/my-ca.pem', and reload-on-update is true: what is"
						+ " on the class path does not change while an application runs. Name a file, or set"
						+ " reload-on-update: false.",
				"ssl.ca-file: classpath:certs/my-ca.pem", "ssl.reload-on-update: true");
		assertRefused(
				"ssl.contexts.a.ca-file[1] (application.yml:4:7) is 'classpath:certs/my-ca.pem', and reload-on-update is"
						+ " true: what is on the class path does not change while an application runs. Name a file, or"
						+ " set reload-on-update: false.",
				"ssl.contexts.a:", "  ca-file:", "    - " + this.directory + "/ca.pem",
				"    - classpath:certs/my-ca.pem", "ssl.reload-on-update: true");
		assertRefused("ssl.ca-file (application.yml:1:14): no location is given: the value is empty.",
				"ssl.ca-file: ' '", "ssl.reload-on-update: true");
	}

	@Test
	void revocationWhenOfNoKindSaysWhatToWrite() {
		assertRefused("ssl.revocation.crl (application.yml:1:21) is 'all'. Write off, leaf (the peer's own certificate)"
				+ " or chain (its CAs too).", "ssl.revocation.crl: all");
		assertRefused(
				"ssl.revocation.ocsp (application.yml:1:22) is 'true'. Write off, staple (what a server brings"
						+ " along), soft or hard (who has no answer is accepted or refused).",
				"ssl.revocation.ocsp: on");
		assertRefused(
				"ssl.contexts.a.revocation.ocsp-scope (application.yml:1:39) is 'false'. Write leaf (the peer's"
						+ " own certificate) or chain (its CAs too); revocation.ocsp: off switches it off.",
				"ssl.contexts.a.revocation.ocsp-scope: off");
	}

	// Case 54: lists that nobody looks at, and looking without a list.
	@Test
	void revocationListsWhenInVainAreRefused() throws IOException {
		Files.writeString(this.directory.resolve("ca.crl"), CrlMaker.issuedBy(pki.ca()).pem());
		assertRefused(
				"ssl.revocation.crl-files (application.yml:1:27) is given, but revocation.crl is off: nobody"
						+ " would look at it. Write revocation.crl: leaf or chain.",
				"ssl.revocation.crl-files: " + this.directory + "/ca.crl");
		assertRefused("ssl.revocation.crl (application.yml:1:21) is chain, but there is no list: every certificate"
				+ " would be refused. Name the lists of your CAs in revocation.crl-files, or put them into a ca-file or"
				+ " a ca-path.", "ssl.revocation.crl: chain");
		assertRefused(
				"ssl.revocation.crl (application.yml:1:21) does nothing beside verify-mode: none, which reads no"
						+ " certificate. Write revocation.crl: off to say so, or have the chain verified.",
				"ssl.revocation.crl: leaf", "ssl.revocation.crl-files: " + this.directory + "/ca.crl",
				"ssl.contexts.a.verify-mode: none");
	}

	@Test
	void revocationListsWhenTheyAreNoneNameTheElement() throws IOException {
		Files.writeString(this.directory.resolve("ca.crl"), CrlMaker.issuedBy(pki.ca()).pem());
		Files.writeString(this.directory.resolve("ca.pem"), pki.caPem());
		assertRefused(
				"ssl.revocation.crl-files[1] (application.yml:5:7): '" + this.directory
						+ "/ca.pem' holds no certificate"
						+ " revocation list: it is PEM with CERTIFICATE. Looked for PEM (X509 CRL) and DER.",
				"ssl.revocation:", "  crl: leaf", "  crl-files:", "    - " + this.directory + "/ca.crl",
				"    - " + this.directory + "/ca.pem");
		assertRefused("ssl.revocation.crl-files (application.yml:2:27): 'nowhere.crl' does not exist.",
				"ssl.revocation.crl: leaf", "ssl.revocation.crl-files: nowhere.crl");
		assertRefused("ssl.revocation.crl-files (application.yml:2:26) is empty. Leave it out, or name the revocation"
				+ " lists of your CAs.", "ssl.revocation.crl: leaf", "ssl.revocation.crl-files:");
	}

	@Test
	void numbersWhenOutOfRangeSayTheRange() {
		assertRefused("ssl.contexts.a.read-timeout (application.yml:1:30) is negative: PT-1S. Use 0 for no limit",
				"ssl.contexts.a.read-timeout: -1");
		assertRefused("ssl.session-cache.size (application.yml:1:25) is 0. Use at least 1, or"
				+ " session-cache.enabled: false.", "ssl.session-cache.size: 0");
		assertRefused("ssl.session-cache.timeout (application.yml:1:28) is PT192H. Use one second to 7 days, the most"
				+ " RFC 8446 allows", "ssl.session-cache.timeout: 8d");
	}

	@Test
	void originWhenAVariableNamesIt() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class))
			.withInitializer(PropertySources.variables(java.util.Map.of("SSL_EOFPOLICY", "x")))
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("ssl.eof-policy (environment variable SSL_EOFPOLICY) is 'x'."));
	}

	private static ApplicationContextRunner runner(String... yaml) {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class))
			.withInitializer(PropertySources.yaml(yaml));
	}

	static void assertRefused(String message, String... yaml) {
		runner(yaml).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(thrown(context.getStartupFailure())).hasMessage(message);
		});
	}

	private static Throwable thrown(Throwable failure) {
		Throwable current = failure;
		while (current != null && !(current instanceof SslPropertyException)) {
			current = current.getCause();
		}
		return (current != null) ? current : failure;
	}

}
