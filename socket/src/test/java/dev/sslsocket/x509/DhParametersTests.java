package dev.sslsocket.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.program.RequiresProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DhParameters} as openssl writes them.
 */
@RequiresProgram("openssl")
class DhParametersTests {

	@TempDir
	private Path directory;

	private Openssl openssl() throws IOException {
		return new Openssl(this.directory);
	}

	@ParameterizedTest
	@CsvSource({ "DH,ffdhe2048,RFC 7919", "DH,ffdhe3072,RFC 7919", "DH,ffdhe4096,RFC 7919", "DH,ffdhe6144,RFC 7919",
			"DH,ffdhe8192,RFC 7919", "DH,modp_1536,RFC 3526", "DH,modp_2048,RFC 3526", "DH,modp_3072,RFC 3526",
			"DH,modp_4096,RFC 3526", "DH,modp_6144,RFC 3526", "DH,modp_8192,RFC 3526", "DHX,dh_1024_160,RFC 5114",
			"DHX,dh_2048_224,RFC 5114", "DHX,dh_2048_256,RFC 5114" })
	void groupWhenItIsWellKnownIsNamed(String algorithm, String group, String source) throws IOException {
		String command = "genpkey -genparam -algorithm " + algorithm + " -pkeyopt group:" + group;
		openssl().run(command + " -out dh.pem");
		Files.write(this.directory.resolve("dh.der"), der(this.directory.resolve("dh.pem")));
		for (String file : new String[] { "dh.pem", "dh.der" }) {
			DhParameters parameters = DhParameters.load(this.directory.resolve(file));
			assertThat(parameters.group()).contains(group);
			assertThat(parameters).hasToString(group);
			assertThat(parameters.bits()).isEqualTo(Integer.parseInt(group.replaceAll("^\\D+(\\d+).*", "$1")));
			assertThat(parameters.describe())
				.isEqualTo("'" + this.directory.resolve(file) + "' holds " + group + " (" + source + ")");
		}
		assertThat(Files.readString(this.directory.resolve("dh.pem")))
			.startsWith("-----BEGIN " + (algorithm.equals("DHX") ? "X9.42 " : "") + "DH PARAMETERS-----");
	}

	@Test
	void parametersWhenTheyAreOnesOwnHaveNoName() throws IOException {
		openssl().run("dhparam -out dh.pem 512");
		DhParameters parameters = DhParameters.load(this.directory.resolve("dh.pem"));
		assertThat(parameters.group()).isEmpty();
		assertThat(parameters.bits()).isEqualTo(512);
		assertThat(parameters).hasToString("DH, 512 bits");
		assertThat(parameters.describe()).endsWith("holds a group of its own, of 512 bits");
	}

	@Test
	void groupWhenOnlyThePrimeIsItsIsNone() throws IOException {
		openssl().run("genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 -out dh.pem");
		BigInteger prime = new BigInteger(1, Arrays.copyOfRange(der(this.directory.resolve("dh.pem")), 8, 8 + 257));
		assertThat(DhParameters.of(prime, BigInteger.TWO).group()).contains("ffdhe2048");
		assertThat(DhParameters.of(prime, BigInteger.ONE).group()).isEmpty();
	}

	@Test
	void parametersWhenTheyStandBesideACertificateAreFound() throws IOException {
		String one = openssl().run("genpkey -genparam -algorithm DH -pkeyopt group:ffdhe3072");
		String both = TestPki.create().caPem() + one;
		assertThat(DhParameters.parse(Material.inline(both)).group()).contains("ffdhe3072");
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> DhParameters.parse(Material.inline(one + both)))
			.withMessage("inline PEM holds 2 sets of Diffie-Hellman parameters. Keep the one that is meant.");
	}

	@Test
	void parametersWhenThereAreNoneSayWhatIsThere() {
		TestPki pki = TestPki.create();
		assertRefused(Material.inline(pki.serverKeyPem()), "inline PEM holds no Diffie-Hellman parameters: it is PEM"
				+ " with PRIVATE KEY. Looked for PEM (DH PARAMETERS, X9.42 DH PARAMETERS) and DER.");
		assertRefused(Material.of("key.der", pki.server().privateKey().getEncoded()),
				"'key.der' holds no Diffie-Hellman parameters: it is a private key (PKCS#8). Looked for PEM (DH"
						+ " PARAMETERS, X9.42 DH PARAMETERS) and DER.");
		assertRefused(Material.of("x", "text".getBytes(StandardCharsets.US_ASCII)),
				"'x' holds no Diffie-Hellman parameters: it is neither PEM nor DER. Looked for PEM (DH PARAMETERS,"
						+ " X9.42 DH PARAMETERS) and DER.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "MAYCAQUCAQI=", "MAA=", "MAYCAQECAQ==", "BAEA" })
	void parametersWhenTheyAreDamagedAreRefused(String base64) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> DhParameters
			.parse(Material.inline("-----BEGIN DH PARAMETERS-----\n" + base64 + "\n-----END DH PARAMETERS-----\n")));
	}

	private static byte[] der(Path pem) throws IOException {
		return Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----[^-]+-----", ""));
	}

	private static void assertRefused(Material material, String message) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> DhParameters.parse(material))
			.withMessage(message);
	}

}
