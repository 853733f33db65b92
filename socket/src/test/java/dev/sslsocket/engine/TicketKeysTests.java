package dev.sslsocket.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.Material;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link TicketKeys} and the keys in it.
 */
class TicketKeysTests {

	/** A name of two letters' bytes, then something for AES, then for HMAC. */
	private static byte[] key(char name, char secret) {
		byte[] bytes = (String.valueOf(name).repeat(16) + String.valueOf(secret).repeat(16)
				+ String.valueOf((char) (secret + 1)).repeat(16))
			.getBytes(StandardCharsets.US_ASCII);
		return bytes;
	}

	private static Material material(char name, char secret) {
		return Material.of("key-" + name, key(name, secret));
	}

	/** What an engine would get, in the form name/aes/hmac. */
	private static List<String> read(TicketKeys keys) {
		List<String> read = new ArrayList<>();
		keys.read((all) -> all
			.forEach((key) -> read.add(key.map((name, aes, hmac) -> text(name) + "/" + text(aes) + "/" + text(hmac)))));
		return read;
	}

	private static String text(byte[] bytes) {
		return new String(bytes, 0, 2, StandardCharsets.US_ASCII) + bytes.length;
	}

	@Test
	void keyWhenReadIsLaidOutAsNginxDoes() {
		TicketKeys keys = new TicketKeys(List.of(material('a', 's'), material('b', 'u')));
		assertThat(read(keys)).containsExactly("aa16/ss16/tt16", "bb16/uu16/vv16");
		assertThat(keys.names()).containsExactly("61".repeat(8), "62".repeat(8));
		assertThat(keys).hasToString(keys.names().toString());
	}

	@Test
	void copyWhenAnEngineHasTakenItIsWiped() {
		List<byte[]> given = new ArrayList<>();
		new TicketKeys(List.of(material('a', 's'))).read((all) -> all.get(0).map((name, aes, hmac) -> {
			assertThat(aes).containsOnly('s');
			return given.addAll(List.of(name, aes, hmac));
		}));
		assertThat(given).hasSize(3).allSatisfy((bytes) -> assertThat(bytes).containsOnly(0));
	}

	@Test
	void replaceWhenKeysDifferPutsTheNewOnesInForceAndWipesTheOld() {
		TicketKeys keys = new TicketKeys(List.of(material('a', 's')));
		List<TicketKey> old = new ArrayList<>();
		long before = keys.read(old::addAll);
		assertThat(keys.replace(List.of(material('b', 'u'), material('a', 's')))).isTrue();
		assertThat(read(keys)).containsExactly("bb16/uu16/vv16", "aa16/ss16/tt16");
		assertThat(keys.names()).containsExactly("62".repeat(8), "61".repeat(8));
		assertThat(keys.version()).isGreaterThan(before);
		assertThat(old.get(0).<String>map((name, aes, hmac) -> Arrays.toString(aes) + Arrays.toString(hmac)))
			.doesNotContainPattern("[1-9]");
	}

	@Test
	void replaceWhenKeysAreTheSameChangesNothing() {
		TicketKeys keys = new TicketKeys(List.of(material('a', 's')));
		long before = keys.version();
		assertThat(keys.replace(List.of(material('a', 's')))).isFalse();
		assertThat(keys.version()).isEqualTo(before);
		assertThat(read(keys)).containsExactly("aa16/ss16/tt16");
	}

	@Test
	void replaceWhenOnlyTheSecretBehindANameDiffersIsAChange() {
		TicketKeys keys = new TicketKeys(List.of(material('a', 's')));
		assertThat(keys.replace(List.of(material('a', 'u')))).isTrue();
		assertThat(read(keys)).containsExactly("aa16/uu16/vv16");
	}

	@Test
	void replaceWhenAKeyIsBadKeepsTheOldOnes() {
		TicketKeys keys = new TicketKeys(List.of(material('a', 's')));
		assertThat(refused(() -> keys.replace(List.of(material('b', 'u'), Material.of("half", new byte[20])))))
			.hasMessageContaining("'half' has 20 bytes");
		assertThat(refused(() -> keys.replace(List.of()))).hasMessageContaining("is empty");
		assertThat(read(keys)).containsExactly("aa16/ss16/tt16");
	}

	@ParameterizedTest(name = "{0} bytes")
	@CsvSource(delimiter = '|',
			textBlock = """
					 1 | has 1 bytes, and the key of a session ticket has 48: 16 of name, 16 of AES, 16 of HMAC, raw and not as text. Make one: openssl rand 48
					47 | has 47 bytes, and
					49 | has 49 bytes, and
					80 | has 80 bytes, nginx's form of a key for AES-256, and BoringSSL's engine takes AES-128 only. Make one of 48 bytes: openssl rand 48
					96 | has 96 bytes, and
					""")
	void keyWhenOfAnotherSizeIsRefusedWithTheWayOut(int size, String problem) {
		byte[] bytes = "secret".repeat(16).substring(0, size).getBytes(StandardCharsets.US_ASCII);
		SslConfigurationException refusal = refused(
				() -> new TicketKeys(List.of(material('a', 's'), Material.of("keys/b", bytes))));
		assertThat(refusal.setting()).isEqualTo("session-tickets.key-files[1]");
		assertThat(refusal).hasMessageContaining("'keys/b' " + problem)
			.hasMessageNotContaining("ecret")
			.hasMessageNotContaining(HexFormat.of().formatHex("ecret".getBytes(StandardCharsets.US_ASCII)));
	}

	@Test
	void keyWhenNothingIsRandomInItIsRefused() {
		byte[] hole = key('a', 's');
		Arrays.fill(hole, 16, 48, (byte) 0);
		assertThat(refused(() -> new TicketKeys(List.of(Material.of("hole", hole))))).hasMessageContaining(
				"'hole' is 32 times the same byte behind the name, and so no key. Make one: openssl rand 48");
		hole[47] = 1;
		assertThat(new TicketKeys(List.of(Material.of("hole", hole))).names()).hasSize(1);
	}

	@Test
	void keysWhenTwoHaveOneNameAreRefused() {
		SslConfigurationException refusal = refused(
				() -> new TicketKeys(List.of(material('a', 's'), material('b', 's'), material('a', 'u'))));
		assertThat(refusal.setting()).isEqualTo("session-tickets.key-files[2]");
		assertThat(refusal).hasMessageContaining(
				"'key-a' holds a key whose name, its first 16 bytes, is that of" + " 'key-a'. Name each key once");
	}

	@Test
	void keysWhenThereAreNoneAreRefused() {
		SslConfigurationException refusal = refused(() -> new TicketKeys(List.of()));
		assertThat(refusal.setting()).isEqualTo("session-tickets.key-files");
	}

	private static SslConfigurationException refused(Runnable work) {
		@Nullable SslConfigurationException refusal = catchThrowableOfType(SslConfigurationException.class, work::run);
		assertThat(refusal).isNotNull();
		return refusal;
	}

}
