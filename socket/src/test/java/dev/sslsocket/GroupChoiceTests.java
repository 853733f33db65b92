package dev.sslsocket;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.x509.DhParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the groups and signature schemes of a context: what is in force, and what is
 * refused when it is built. JDK 17 takes none of them, and says so.
 */
class GroupChoiceTests {

	private static final boolean TAKEN = Runtime.version().feature() >= 20;

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "P-521:P-384,secp521r1 secp384r1", "prime256v1,secp256r1",
			"X25519:P-256:ffdhe3072,x25519 secp256r1 ffdhe3072", "'x448, X448',x448" })
	void groupsWhenTheJdkTakesThemAreInForce(String written, String expected) {
		SslContextBuilder builder = SslContext.builder().groups(written.split(", "));
		if (!TAKEN) {
			assertRefused(builder, "groups", "needs JDK 20 or later, and this is 17");
			return;
		}
		assertThat(builder.build().offer().groups()).containsExactly(expected.split(" "));
	}

	@Test
	void groupsWhenAutoAreTheJdksOwn() {
		assertThat(SslContext.builder().groups("auto").build().offer()).isEqualTo(SslContext.builder().build().offer());
	}

	@ParameterizedTest
	@CsvSource({ "nonsense,TLSv1.3", "P-256:secp160r1,TLSv1.3", "X25519MLKEM768,TLSv1.2" })
	void groupsWhenTheJdkDoesNotHaveThemAreRefusedWithThoseItHas(String written, String protocol) {
		SslContextBuilder builder = SslContext.builder().groups(written).protocols(protocol);
		assertRefused(builder, "groups",
				TAKEN ? "does not have for " + protocol
						+ ". It has: secp256r1, secp384r1, secp521r1, x25519, x448, ffdhe2048"
						: "needs JDK 20 or later");
	}

	@Test
	void groupsWithMlKemAreThereFromJdk27() {
		SslContextBuilder builder = SslContext.builder().groups("X25519MLKEM768", "x25519");
		if (Runtime.version().feature() >= 27) {
			assertThat(builder.build().offer().groups()).containsExactly("X25519MLKEM768", "x25519");
			return;
		}
		assertRefused(builder, "groups", TAKEN
				? "Groups with ML-KEM are for TLSv1.3; all of them come with JDK 27, X25519MLKEM768 with engine: openssl"
				: "needs JDK 20 or later, and this is 17");
	}

	@Test
	void signatureSchemesWhenTheJdkTakesThemAreInForce() {
		SslContextBuilder builder = SslContext.builder().signatureSchemes("RSA-PSS+SHA384:ed25519", "rsa_pkcs1_sha256");
		if (Runtime.version().feature() < 19) {
			assertRefused(builder, "signature-schemes", "needs JDK 19 or later, and this is 17");
			return;
		}
		assertThat(builder.build().offer().signatureSchemes()).containsExactly("rsa_pss_rsae_sha384", "ed25519",
				"rsa_pkcs1_sha256");
		assertRefused(builder.protocols("TLSv1.3"), "signature-schemes", "names 'rsa_pkcs1_sha256', which this JDK ("
				+ Runtime.version() + ") does not have for TLSv1.3. It has: ecdsa_secp256r1_sha256");
	}

	@Test
	@RequiresProgram("openssl")
	void dhFileWhenItHoldsAGroupOfRfc7919IsTheOnlyOneOfItsKind() throws Exception {
		SslContextBuilder builder = SslContext.builder().dhFile(group("DH", "ffdhe3072"));
		if (!TAKEN) {
			assertRefused(builder, "dh-file", "needs JDK 20 or later, and this is 17");
			return;
		}
		assertThat(builder.build().offer().groups()).containsSubsequence("x25519", "secp256r1", "ffdhe3072")
			.filteredOn((name) -> name.startsWith("ffdhe"))
			.containsExactly("ffdhe3072");
		assertThat(builder.groups("P-256").build().offer().groups()).containsExactly("secp256r1", "ffdhe3072");
		assertThat(builder.groups("ffdhe3072", "P-256").build().offer().groups()).containsExactly("ffdhe3072",
				"secp256r1");
		assertRefused(builder.groups("P-256", "ffdhe2048"), "dh-file",
				"holds ffdhe3072 (RFC 7919), but groups names ffdhe2048. Leave one of the two settings out");
	}

	@ParameterizedTest
	@CsvSource({ "DH,modp_2048,holds modp_2048 (RFC 3526). The JDK's TLS takes no prime of one's own",
			"DHX,dh_2048_256,holds dh_2048_256 (RFC 5114). The JDK's TLS takes no prime of one's own",
			"DH,modp_1536,'holds modp_1536 (RFC 3526), which is too weak: less than 2048 bits can be broken'",
			"DHX,dh_1024_160,'holds dh_1024_160 (RFC 5114), which is too weak'" })
	@RequiresProgram("openssl")
	void dhFileWhenItIsAnyOtherGroupIsRefusedByItsName(String algorithm, String group, String message)
			throws Exception {
		assertRefused(SslContext.builder().dhFile(group(algorithm, group)), "dh-file", message);
	}

	@Test
	void dhParametersWhenTheyAreOnesOwnAreRefused() {
		DhParameters own = DhParameters.of(java.math.BigInteger.TWO.pow(2048).subtract(java.math.BigInteger.ONE),
				java.math.BigInteger.TWO);
		assertRefused(SslContext.builder().dhParameters(own), "dh-file",
				"given parameters holds a group of its own, of 2048 bits. The JDK's TLS takes no prime of one's own");
	}

	@Test
	void dhFileWhenItHoldsNoneNamesTheSetting() throws Exception {
		Path file = Files.writeString(this.directory.resolve("x.pem"), Endpoints.PKI.caPem());
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> SslContext.builder().dhFile(file))
			.satisfies((refused) -> assertThat(refused.setting()).isEqualTo("dh-file"));
	}

	private Path group(String algorithm, String group) {
		Path file = this.directory.resolve(group);
		List<String> command = List.of("openssl", "genpkey", "-genparam", "-algorithm", algorithm, "-pkeyopt",
				"group:" + group, "-out", file.toString());
		try (RunningProgram openssl = RunningProgram.start(command.toArray(String[]::new))) {
			assertThat(openssl.awaitExit()).isZero();
		}
		return file;
	}

	private static void assertRefused(SslContextBuilder builder, String setting, String message) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(builder::build)
			.withMessageContaining(message)
			.satisfies((refused) -> assertThat(refused.setting()).isEqualTo(setting));
	}

}
