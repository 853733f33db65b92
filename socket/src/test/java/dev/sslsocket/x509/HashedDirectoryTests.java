package dev.sslsocket.x509;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HashedDirectory}.
 */
class HashedDirectoryTests {

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=Hashed CA").selfSigned();

	private static final CertifiedKey NAMESAKE = CertificateMaker.ca().subject("CN=hashed  ca").selfSigned();

	private static final CertifiedKey STRANGER = CertificateMaker.ca().subject("CN=Stranger").selfSigned();

	@TempDir
	private Path path;

	@Test
	void certificatesWhenSeveralHaveTheHashFindsThemUpToTheGap() throws Exception {
		write(CA, 0);
		write(NAMESAKE, 1);
		write(CertificateMaker.ca().subject("CN=Hashed CA").selfSigned(), 3);
		assertThat(find(CA)).containsExactly(CA.certificate(), NAMESAKE.certificate());
		assertThat(find(STRANGER)).isEmpty();
	}

	@Test
	void certificatesWhenAFileAppearsOrChangesOrGoesFollow() throws Exception {
		HashedDirectory directory = new HashedDirectory(this.path);
		assertThat(directory.certificates(CA.certificate().getSubjectX500Principal())).isEmpty();
		Path file = write(CA, 0);
		assertThat(directory.certificates(CA.certificate().getSubjectX500Principal()))
			.containsExactly(CA.certificate());
		Files.writeString(file, NAMESAKE.certificatePem());
		Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
		assertThat(directory.certificates(CA.certificate().getSubjectX500Principal()))
			.containsExactly(NAMESAKE.certificate());
		Files.delete(file);
		assertThat(directory.certificates(CA.certificate().getSubjectX500Principal())).isEmpty();
	}

	@Test
	void certificatesWhenTheFileHoldsAnothersDoesNotTakeThem() throws Exception {
		Files.writeString(this.path.resolve(hash(CA) + ".0"), STRANGER.certificatePem() + CA.certificatePem());
		assertThat(find(CA)).containsExactly(CA.certificate());
		assertThat(find(STRANGER)).isEmpty();
		assertThat(new HashedDirectory(this.path).all()).containsExactly(CA.certificate());
	}

	@Test
	void certificatesWhenAFileIsDamagedPassesOverIt() throws Exception {
		Files.writeString(this.path.resolve(hash(CA) + ".0"), "damaged");
		write(CA, 1);
		assertThat(find(CA)).containsExactly(CA.certificate());
		Files.createDirectory(this.path.resolve(hash(STRANGER) + ".0"));
		assertThat(find(STRANGER)).isEmpty();
	}

	@Test
	void allReadsEveryHashedFileAndNoOther() throws Exception {
		write(CA, 0);
		write(STRANGER, 0);
		Files.writeString(this.path.resolve("plain.pem"), NAMESAKE.certificatePem());
		HashedDirectory directory = new HashedDirectory(this.path);
		assertThat(directory.all()).containsExactlyInAnyOrder(CA.certificate(), STRANGER.certificate());
		assertThat(directory.files()).hasSize(2);
		assertThat(new HashedDirectory(this.path.resolve("missing")).all()).isEmpty();
	}

	@Test
	void stateWhenAFileIsAddedChangedOrRemovedDiffers() throws Exception {
		HashedDirectory directory = new HashedDirectory(this.path);
		String empty = directory.state();
		Path file = write(CA, 0);
		String one = directory.state();
		assertThat(one).isNotEqualTo(empty).isEqualTo(directory.state());
		Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
		assertThat(directory.state()).isNotEqualTo(one);
		Files.delete(file);
		assertThat(directory.state()).isEqualTo(empty);
	}

	@Test
	void revocationListsAreFoundByTheirIssuer() throws Exception {
		byte[] list = CrlMaker.issuedBy(CA).der();
		Files.write(this.path.resolve(hash(CA) + ".r0"), list);
		HashedDirectory directory = new HashedDirectory(this.path);
		List<RevocationList> found = directory.revocationLists(CA.certificate().getSubjectX500Principal());
		assertThat(found).singleElement()
			.satisfies((crl) -> assertThat(crl.issuer()).isEqualTo(CA.certificate().getSubjectX500Principal()));
		// The same object: what is known of its signature stays known.
		assertThat(directory.revocationLists(CA.certificate().getSubjectX500Principal()).get(0)).isSameAs(found.get(0));
		Files.write(this.path.resolve(hash(CA) + ".r0"), CrlMaker.issuedBy(CA).revoke(STRANGER).der());
		assertThat(directory.revocationLists(CA.certificate().getSubjectX500Principal()).get(0))
			.isNotSameAs(found.get(0));
		assertThat(directory.revocationLists(STRANGER.certificate().getSubjectX500Principal())).isEmpty();
		assertThat(directory.files()).isEmpty();
		assertThat(directory.all()).isEmpty();
	}

	@RequiresProgram("openssl")
	@Test
	void certificatesWhenOpensslRehashedTheDirectoryAreFound() throws Exception {
		KeyPair key = new KeyPair(CA.certificate().getPublicKey(), CA.privateKey());
		CertifiedKey renewed = CertificateMaker.ca().subject("CN=Hashed CA").keyPair(key).selfSigned();
		Files.writeString(this.path.resolve("one.pem"), CA.certificatePem());
		Files.writeString(this.path.resolve("two.pem"), NAMESAKE.certificatePem());
		Files.writeString(this.path.resolve("three.crt"), renewed.certificatePem());
		Files.writeString(this.path.resolve("four.cer"), STRANGER.certificatePem());
		Files.writeString(this.path.resolve("list.crl"), CrlMaker.issuedBy(CA).pem());
		try (RunningProgram openssl = RunningProgram.start("openssl", "rehash", this.path.toString())) {
			assertThat(openssl.awaitExit()).isZero();
		}
		assertThat(find(CA)).containsExactlyInAnyOrder(CA.certificate(), NAMESAKE.certificate(), renewed.certificate());
		assertThat(find(STRANGER)).containsExactly(STRANGER.certificate());
		assertThat(new HashedDirectory(this.path).revocationLists(CA.certificate().getSubjectX500Principal()))
			.hasSize(1);
	}

	private List<X509Certificate> find(CertifiedKey ca) {
		return new HashedDirectory(this.path).certificates(ca.certificate().getSubjectX500Principal());
	}

	private Path write(CertifiedKey ca, int number) throws Exception {
		return Files.writeString(this.path.resolve(hash(ca) + "." + number), ca.certificatePem());
	}

	private static String hash(CertifiedKey ca) {
		return NameHash.of(ca.certificate().getSubjectX500Principal());
	}

}
