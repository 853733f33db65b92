package dev.sslsocket.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.x509.Material;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link TrustSource}.
 */
class TrustSourceTests {

	private static final CertifiedKey FIRST = CertificateMaker.ca().subject("CN=First CA").selfSigned();

	private static final CertifiedKey SECOND = CertificateMaker.ca().subject("CN=Second CA").selfSigned();

	@TempDir
	private Path directory;

	@Test
	void fileWhenItHoldsSeveralCertificatesTrustsAllOnce() throws Exception {
		Path file = Files.writeString(this.directory.resolve("ca.pem"),
				FIRST.certificatePem() + SECOND.certificatePem() + FIRST.certificatePem());
		TrustSource source = TrustSource.file(file);
		assertThat(source.anchors()).containsExactly(FIRST.certificate(), SECOND.certificate());
		assertThat(source.describe()).isEqualTo(file.toString());
		assertThat(description(source)).isEqualTo("2 CAs (CN=First CA, CN=Second CA)");
	}

	@Test
	void fileWhenItIsMissingNamesTheSettingAndTheFile() {
		SslConfigurationException refusal = refusal(() -> TrustSource.file(this.directory.resolve("none.pem")));
		assertThat(refusal.setting()).isEqualTo("ca-file");
		assertThat(refusal).hasMessageContaining("none.pem");
	}

	@Test
	void fileWhenMaterialHoldsNoCertificateNamesTheSetting() {
		Material key = Material.of("key.pem", FIRST.privateKeyDer());
		SslConfigurationException refusal = refusal(() -> TrustSource.file(key));
		assertThat(refusal.setting()).isEqualTo("ca-file");
		assertThat(refusal).hasMessageContaining("key.pem");
	}

	@Test
	void directoryWhenFilesAreMixedTrustsTheirCertificates() throws Exception {
		Files.writeString(this.directory.resolve("first.pem"), FIRST.certificatePem());
		Files.write(this.directory.resolve("second.der"), SECOND.certificateDer());
		Files.writeString(this.directory.resolve("README"), "not a certificate");
		Files.writeString(this.directory.resolve("key.pem"), FIRST.privateKeyPem());
		Files.createFile(this.directory.resolve("empty"));
		Files.createDirectory(this.directory.resolve("sub"));
		TrustSource source = TrustSource.directory(this.directory);
		assertThat(source.anchors()).containsExactlyInAnyOrder(FIRST.certificate(), SECOND.certificate());
		assertThat(source.describe()).isEqualTo(this.directory.toString());
	}

	@Test
	void directoryWhenHashedIsLookedUpAndNotRead() throws Exception {
		Path link = this.directory.resolve(hash(FIRST) + ".0");
		Files.createSymbolicLink(link, Files.writeString(this.directory.resolve("first.pem"), FIRST.certificatePem()));
		Files.writeString(this.directory.resolve("second.pem"), SECOND.certificatePem());
		TrustSource source = TrustSource.directory(this.directory);
		assertThat(source.loaded()).containsExactly(SECOND.certificate());
		assertThat(source.anchors()).containsExactlyInAnyOrder(FIRST.certificate(), SECOND.certificate());
		assertThat(description(source)).isEqualTo("the CAs of the directory '" + this.directory + "'");
		PeerVerifier verifier = PeerVerifier.builder()
			.trust(List.of(source))
			.hostnameScheme(HostnameScheme.NONE)
			.build();
		List<X509Certificate> leaf = List.of(CertificateMaker.leaf().issuedBy(FIRST).certificate());
		assertThat(verifier.verifyServer(leaf, null)).endsWith(FIRST.certificate());
		assertThat(verifier.acceptedIssuers()).containsExactlyInAnyOrder(FIRST.certificate(), SECOND.certificate());
		Files.delete(link);
		assertThat(catchThrowable(() -> verifier.verifyServer(leaf, null)))
			.hasMessageStartingWith("presented CN=test, issued by CN=First CA");
		assertThat(verifier.acceptedIssuers()).containsExactly(SECOND.certificate());
	}

	@Test
	void directoryWhenItChangesIsAnotherPartitionAndIsCounted() throws Exception {
		Path file = Files.writeString(this.directory.resolve(hash(FIRST) + ".0"), FIRST.certificatePem());
		Files.writeString(this.directory.resolve(hash(SECOND) + ".0"), SECOND.certificatePem());
		assertThat(description(TrustSource.directory(this.directory)))
			.isEqualTo("2 CAs of the directory '" + this.directory + "'");
		String before = partition();
		assertThat(partition()).isEqualTo(before);
		Files.delete(file);
		assertThat(partition()).isNotEqualTo(before);
	}

	@Test
	void directoryWhenHashedNamesAreWrongIsRefused() throws Exception {
		Path file = Files.writeString(this.directory.resolve("00000000.0"), FIRST.certificatePem());
		assertThat(refusal(() -> TrustSource.directory(this.directory)))
			.hasMessage("'" + file + "' is not named by the hash of its subject, CN=First CA, and would not be found."
					+ " Run: openssl rehash '" + this.directory + "'");
	}

	@Test
	void directoryWhenItHoldsNoCertificateIsRefused() throws Exception {
		SslConfigurationException empty = refusal(() -> TrustSource.directory(this.directory));
		assertThat(empty.setting()).isEqualTo("ca-path");
		assertThat(empty).hasMessage("'" + this.directory + "' holds no certificate. It is empty.");
		Files.writeString(this.directory.resolve("README"), "not a certificate");
		assertThat(refusal(() -> TrustSource.directory(this.directory)))
			.hasMessage("'" + this.directory + "' holds no certificate. Files looked at: 1.");
	}

	@Test
	void directoryWhenItIsNoneIsRefused() throws Exception {
		Path file = Files.createFile(this.directory.resolve("ca.pem"));
		assertThat(refusal(() -> TrustSource.directory(file)))
			.hasMessage("'" + file + "' is a file; name it by ssl.ca-file.");
		Path missing = this.directory.resolve("missing");
		assertThat(refusal(() -> TrustSource.directory(missing))).hasMessage("'" + missing + "' does not exist.");
	}

	@Test
	void certificatesWhenThereAreNoneAreRefused() {
		assertThat(refusal(TrustSource::certificates)).hasMessageContaining("TrustSource.none()");
	}

	@Test
	void certificatesWhenThereAreManyAreDescribedByThree() {
		X509Certificate[] five = IntStream.range(0, 5)
			.mapToObj((i) -> CertificateMaker.ca().subject("CN=CA " + i).selfSigned().certificate())
			.toArray(X509Certificate[]::new);
		assertThat(TrustSource.certificates(five).describe()).isEqualTo("CN=CA 0, CN=CA 1, CN=CA 2 and 2 more");
	}

	@Test
	void jdkTrustsTheCasOfTheRunningJdk() {
		TrustSource jdk = TrustSource.jdk();
		assertThat(jdk.anchors()).hasSizeGreaterThan(50);
		assertThat(jdk.describe()).isEqualTo("the JDK's CAs");
		assertThat(description(jdk)).isEqualTo(jdk.anchors().size() + " CAs of the JDK");
		assertThat(description(jdk, TrustSource.certificates(FIRST.certificate())))
			.isEqualTo(jdk.anchors().size() + " CAs of the JDK and 1 CA (CN=First CA)");
	}

	@Test
	void systemOnLinuxTrustsTheFirstBundleThatExists() throws Exception {
		Path bundle = Files.writeString(this.directory.resolve("bundle.crt"), FIRST.certificatePem());
		List<Path> bundles = List.of(this.directory.resolve("missing"), bundle);
		assertThat(PlatformAnchors.system("Linux", bundles)).containsExactly(FIRST.certificate());
	}

	@Test
	void systemWhenThereIsNoneIsRefused() {
		SslConfigurationException refusal = refusal(
				() -> PlatformAnchors.system("Linux", List.of(this.directory.resolve("missing"))));
		assertThat(refusal.setting()).isEqualTo("ca");
		assertThat(refusal).hasMessageContaining("missing").hasMessageContaining("ca: jdk");
		assertThat(refusal(() -> PlatformAnchors.system("Windows 11", List.of()))).hasMessageContaining("Windows-ROOT");
		assertThat(refusal(() -> PlatformAnchors.system("Mac OS X", List.of())))
			.hasMessageContaining("KeychainStore-ROOT");
	}

	@Test
	void noneTrustsNobody() {
		assertThat(TrustSource.none().anchors()).isEmpty();
		assertThat(description(TrustSource.none())).isEqualTo("no CA");
		assertThat(TrustSource.none()).hasToString("TrustSource[no CA]");
	}

	private String partition() {
		return PeerVerifier.builder().trust(List.of(TrustSource.directory(this.directory))).build().partition();
	}

	// As NameHash has it, which is of another room: the hash of RDN { CN = first ca }.
	private static String hash(CertifiedKey ca) throws Exception {
		String name = ca.certificate().getSubjectX500Principal().getName().substring(3).toLowerCase(Locale.ROOT);
		byte[] rdn = Der.tlv(0x31, Der.tlv(0x30, Der.hex("0603550403"), Der.tlv(0x0c, Der.ascii(name))));
		byte[] digest = MessageDigest.getInstance("SHA-1").digest(rdn);
		return String.format("%02x%02x%02x%02x", digest[3], digest[2], digest[1], digest[0]);
	}

	private static String description(TrustSource... sources) {
		return PeerVerifier.builder().trust(List.of(sources)).build().trustDescription();
	}

	private static SslConfigurationException refusal(ThrowingCallable call) {
		SslConfigurationException refusal = catchThrowableOfType(SslConfigurationException.class, call);
		assertThat(refusal).as("refused").isNotNull();
		return refusal;
	}

}
