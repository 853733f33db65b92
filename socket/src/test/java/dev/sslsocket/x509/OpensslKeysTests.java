package dev.sslsocket.x509;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.program.RequiresProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Keys in every form that the openssl command writes.
 */
@RequiresProgram("openssl")
class OpensslKeysTests {

	private static final Map<Cell, Material> MATERIALS = new HashMap<>();

	private static Openssl openssl;

	@BeforeAll
	static void makeKeys(@TempDir Path directory) throws IOException {
		openssl = new Openssl(directory, "RSA", "RSA-PSS", "EC", "Ed25519", "Ed448");
	}

	/**
	 * One form of a key.
	 *
	 * @param algorithm whose key is converted
	 * @param command what writes it
	 * @param opens what a message says that a pass phrase opens; empty for plain keys
	 */
	record Cell(String algorithm, String command, String opens) {

		@Override
		public String toString() {
			return this.algorithm + ": openssl " + this.command + (this.opens.isEmpty() ? "" : " -> " + this.opens);
		}

		Material material() {
			return MATERIALS.computeIfAbsent(this, Cell::make);
		}

		private Material make() {
			openssl.run(this.command + (this.opens.isEmpty() ? "" : " -passout file:pass") + " -in " + this.algorithm
					+ (this.command.startsWith("pkcs12") ? ".crt -inkey " + this.algorithm + ".pem" : ".pem")
					+ " -out out");
			return Material.of("the.key", Material.file(openssl.file("out")).content());
		}

	}

	static Stream<Cell> plain() {
		return Stream.of(new Cell("RSA", "rsa -traditional", ""), new Cell("RSA", "rsa -traditional -outform DER", ""),
				new Cell("RSA", "pkcs8 -topk8 -nocrypt", ""), new Cell("RSA", "pkcs8 -topk8 -nocrypt -outform DER", ""),
				new Cell("RSA-PSS", "pkey", ""), new Cell("RSA-PSS", "pkey -outform DER", ""), new Cell("EC", "ec", ""),
				new Cell("EC", "ec -no_public", ""), new Cell("EC", "ec -outform DER", ""), new Cell("EC", "pkey", ""),
				new Cell("EC", "pkey -outform DER", ""), new Cell("Ed25519", "pkey", ""),
				new Cell("Ed25519", "pkey -outform DER", ""), new Cell("Ed448", "pkey", ""));
	}

	static Stream<Cell> encrypted() {
		return Stream.of(new Cell("RSA", "rsa -traditional -aes128", "PKCS#1, AES-128-CBC"),
				new Cell("RSA", "rsa -traditional -aes192", "PKCS#1, AES-192-CBC"),
				new Cell("RSA", "rsa -traditional -aes256", "PKCS#1, AES-256-CBC"),
				new Cell("RSA", "rsa -traditional -des3", "PKCS#1, DES-EDE3-CBC"),
				new Cell("EC", "ec -aes256", "SEC1, AES-256-CBC"), new Cell("EC", "ec -des3", "SEC1, DES-EDE3-CBC"),
				new Cell("RSA", "pkcs8 -topk8 -v2 aes-256-cbc", "PKCS#8, AES-256-CBC"),
				new Cell("RSA", "pkcs8 -topk8 -v2 aes-128-cbc", "PKCS#8, AES-128-CBC"),
				new Cell("RSA", "pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA1", "PKCS#8, AES-256-CBC"),
				new Cell("RSA", "pkcs8 -topk8 -v2 des3", "PKCS#8, DES-EDE3-CBC"),
				new Cell("RSA", "pkcs8 -topk8 -scrypt", "PKCS#8, AES-256-CBC"),
				new Cell("RSA", "pkcs8 -topk8 -v1 PBE-SHA1-3DES", "PKCS#8, PBE-SHA1-3DES"),
				new Cell("RSA", "pkcs8 -topk8 -provider legacy -provider default -v1 PBE-MD5-DES",
						"PKCS#8, PBE-MD5-DES"),
				new Cell("RSA", "pkcs8 -topk8 -v2 aes-256-cbc -outform DER", "PKCS#8, AES-256-CBC"),
				new Cell("RSA-PSS", "pkcs8 -topk8 -v2 aes-256-cbc", "PKCS#8, AES-256-CBC"),
				new Cell("EC", "pkcs8 -topk8 -v2 aes-256-cbc", "PKCS#8, AES-256-CBC"),
				new Cell("EC", "pkcs8 -topk8 -v1 PBE-SHA1-3DES", "PKCS#8, PBE-SHA1-3DES"),
				new Cell("Ed25519", "pkcs8 -topk8 -v2 aes-256-cbc", "PKCS#8, AES-256-CBC"),
				new Cell("RSA", "pkcs12 -export", "PKCS12, AES-256-CBC"),
				new Cell("RSA", "pkcs12 -export -legacy", "PKCS12, PBE-SHA1-RC2-40"),
				new Cell("RSA", "pkcs12 -export -keypbe PBE-SHA1-3DES -certpbe NONE", "PKCS12, PBE-SHA1-3DES"),
				new Cell("RSA", "pkcs12 -export -nomac", "PKCS12, AES-256-CBC"),
				new Cell("RSA", "pkcs12 -export -keypbe NONE -certpbe NONE", "PKCS12"),
				new Cell("RSA-PSS", "pkcs12 -export", "PKCS12, AES-256-CBC"),
				new Cell("EC", "pkcs12 -export", "PKCS12, AES-256-CBC"),
				new Cell("EC", "pkcs12 -export -legacy", "PKCS12, PBE-SHA1-RC2-40"),
				new Cell("Ed25519", "pkcs12 -export", "PKCS12, AES-256-CBC"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("plain")
	void loadWhenPlainDoesNotAsk(Cell cell) throws IOException {
		List<String> asked = new ArrayList<>();
		SslIdentity identity = SslIdentity.load(certificate(cell), cell.material(), (what) -> {
			asked.add(what);
			return null;
		});
		assertThat(secret(identity.privateKey())).isEqualTo(secret(original(cell)));
		assertThat(identity.privateKey().getAlgorithm()).isEqualTo(jcaName(cell));
		assertThat(identity.privateKey().getClass().getName()).startsWith("sun.security.");
		assertThat(asked).isEmpty();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("encrypted")
	void loadWhenEncryptedAsksOnceAndWipes(Cell cell) throws IOException {
		List<String> asked = new ArrayList<>();
		char[] passphrase = Openssl.PASSPHRASE.toCharArray();
		SslIdentity identity = SslIdentity.load(certificate(cell), cell.material(), (what) -> {
			asked.add(what);
			return passphrase;
		});
		assertThat(secret(identity.privateKey())).isEqualTo(secret(original(cell)));
		assertThat(asked).containsExactly("'the.key' (" + cell.opens() + ")");
		assertThat(passphrase).containsOnly('\0');
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("encrypted")
	void loadWhenPassphraseIsWrongSaysWhatItDoesNotOpen(Cell cell) {
		char[] wrong = "0123".toCharArray();
		Material material = cell.material();
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> SslIdentity.load(certificate(cell), material, (what) -> wrong))
			.withMessage("does not open 'the.key' (" + cell.opens() + ")")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("private-key-password"));
		assertThat(wrong).containsOnly('\0');
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("encrypted")
	void loadWhenPassphraseIsMissingSaysWhatToSet(Cell cell) {
		Material material = cell.material();
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> SslIdentity.load(certificate(cell), material, Passphrase.none()))
			.withMessage("'the.key' (" + cell.opens() + ") is encrypted, and no pass phrase is given."
					+ " Set private-key-password.")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("private-key-password"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("encrypted")
	void loadWhenFileIsDamagedNeverShowsMoreThanItsName(Cell cell) {
		byte[] bytes = cell.material().bytes();
		byte[] shorter = Arrays.copyOf(bytes, bytes.length / 2);
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> SslIdentity.load(certificate(cell), Material.of("the.key", shorter),
					Passphrase.of("0123".toCharArray())))
			.withMessageContaining("'the.key'")
			.withMessageContaining("cut short");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-passout pass:", "-passout pass: -legacy",
			"-passout pass: -nomac -keypbe NONE -certpbe NONE" })
	void loadWhenPkcs12HasTheEmptyPassphraseDoesNotAsk(String options) throws IOException {
		openssl.run("pkcs12 -export -in RSA.crt -inkey RSA.pem -out out " + options);
		Material store = Material.of("the.p12", openssl.read("out"));
		SslIdentity identity = SslIdentity.load(store, null, Passphrase.none());
		assertThat(identity.privateKey().getAlgorithm()).isEqualTo("RSA");
		assertThat(identity.origin()).isEqualTo("the.p12");
	}

	@ParameterizedTest
	@ValueSource(strings = { "brainpoolP256r1", "secp256k1" })
	void loadWhenCurveIsUnknownNamesIt(String curve) throws IOException {
		openssl.run("ecparam -genkey -noout -out out -name " + curve);
		Material material = Material.of("the.key", openssl.read("out"));
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> PrivateKeyParser.parse(material, new AskedPassphrase(Passphrase.none())))
			.withMessage("the private key of 'the.key' cannot be used: EC, curve " + curve
					+ ". The JDK knows P-256, P-384 and P-521 by name.");
	}

	@ParameterizedTest
	@CsvSource({ "X25519, genpkey -algorithm X25519 -out out",
			"DSA, genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -out parameters;"
					+ "genpkey -paramfile parameters -out out" })
	void loadWhenAlgorithmIsUnknownNamesIt(String algorithm, String commands) throws IOException {
		List.of(commands.split(";")).forEach(openssl::run);
		Material material = Material.of("the.key", openssl.read("out"));
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> PrivateKeyParser.parse(material, new AskedPassphrase(Passphrase.none())))
			.withMessage("the private key of 'the.key' is of an unknown algorithm: " + algorithm
					+ ". TLS servers and clients can use RSA, RSA-PSS, EC, Ed25519 and Ed448.");
	}

	private static Material certificate(Cell cell) {
		return Material.file(openssl.file(cell.algorithm() + ".crt"));
	}

	private static PrivateKey original(Cell cell) throws IOException {
		openssl.run("pkcs8 -topk8 -nocrypt -outform DER -in " + cell.algorithm() + ".pem -out original.der");
		byte[] der = Files.readAllBytes(openssl.file("original.der"));
		try {
			return JdkFactories.keys(jcaName(cell)).generatePrivate(new PKCS8EncodedKeySpec(der));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// The encodings of one EC key differ: they may or may not repeat curve and public
	// key.
	private static Object secret(PrivateKey key) {
		return (key instanceof ECPrivateKey ec) ? ec.getS() : HexFormat.of().formatHex(key.getEncoded());
	}

	private static String jcaName(Cell cell) {
		return switch (cell.algorithm()) {
			case "RSA-PSS" -> "RSASSA-PSS";
			case "Ed25519", "Ed448" -> "EdDSA";
			default -> cell.algorithm();
		};
	}

}
