package dev.sslsocket.verify;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.verify.PeerName.Coverage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds of every name, tried with names made at random. A failure says the seed:
 * {@code -Dnames.seed=…} makes the same names again.
 */
class NamePropertyTests {

	private static final KeyPair KEYS = KeyKind.EC_P256.newKeyPair();

	private static final List<String> LABELS = List.of("a", "b", "www", "www7", "a_b", "xn--bcher-kva", "XN--a", "A",
			"7", "-", "a-", "", "*", "a*", "*a", "w*w", "**", "xn--*", "\u00e9", "\u212a", "a b", "\0", "com", "co");

	private static final List<String> ENDS = List.of("com", "example.com", "co.uk", "example.co.uk", "ck", "www.ck",
			"example.ck", "a.example.ck", "local", "lan.local", "COM", "1", "", "\0");

	/** The suffixes of these ends, by hand. */
	private static final Set<String> SUFFIXES = Set.of("com", "co.uk", "uk", "ck", "example.ck", "local");

	@Test
	void compareWhenNamesAreAtRandomDecidesAsTheRegularExpressionDoes() {
		int[] covered = new int[Wildcards.values().length];
		repeatedly(30_000, (random) -> {
			String host = name(random);
			String presented = random.nextBoolean() ? name(random) : relative(host, random);
			PeerName expected = PeerName.parse(host);
			for (Wildcards wildcards : Wildcards.values()) {
				boolean covers = expected != null && expected.compareDns(presented, wildcards) == Coverage.FULL;
				assertThat(covers).as("'%s' for '%s' by %s", presented, host, wildcards)
					.isEqualTo(oracle(host, presented, wildcards));
				covered[wildcards.ordinal()] += covers ? 1 : 0;
			}
		});
		assertThat(covered[0]).isGreaterThan(100);
		assertThat(covered[1]).isGreaterThan(covered[0] + 20);
		assertThat(covered[2]).isGreaterThan(covered[1]);
	}

	@Test
	void compareWhenNamesAreAtRandomIsAsStrictAsEveryStricterScheme() {
		repeatedly(20_000, (random) -> {
			String host = name(random);
			PeerName expected = PeerName.parse(host);
			String presented = relative(host, random);
			if (expected != null && expected.compareDns(presented, Wildcards.NONE) == Coverage.FULL) {
				assertThat(expected.compareDns(presented, Wildcards.WHOLE_LABEL)).isEqualTo(Coverage.FULL);
			}
			if (expected != null && expected.compareDns(presented, Wildcards.WHOLE_LABEL) == Coverage.FULL) {
				assertThat(expected.compareDns(presented, Wildcards.PART_OF_LABEL)).isEqualTo(Coverage.FULL);
				assertThat(presented.chars().filter((c) -> c == '*').count()).isLessThanOrEqualTo(1);
			}
		});
	}

	@Test
	void compareWhenCaseOrTheFinalDotChangesDecidesTheSame() {
		repeatedly(20_000, (random) -> {
			String host = name(random);
			String presented = relative(host, random);
			PeerName expected = PeerName.parse(host);
			PeerName same = PeerName.parse(swapped(host, random) + (host.endsWith(".") ? "" : "."));
			if (expected == null || host.endsWith(".")) {
				return;
			}
			assertThat(same).as("'%s'", host).isNotNull();
			for (Wildcards wildcards : Wildcards.values()) {
				assertThat(same.compareDns(swapped(presented, random), wildcards)).as("'%s' for '%s'", presented, host)
					.isEqualTo(expected.compareDns(presented, wildcards));
			}
		});
	}

	@Test
	void addressesWhenWrittenInAnyFormAreTheSameOnlyIfTheirBytesAre() {
		repeatedly(20_000, (random) -> {
			byte[] one = address(random);
			byte[] other = random.nextBoolean() ? one : address(random);
			PeerName expected = PeerName.parse(literal(one, random));
			assertThat(expected).isNotNull();
			assertThat(expected.compareAddress(literal(other, random)) == Coverage.FULL)
				.as("%s and %s", Arrays.toString(one), Arrays.toString(other))
				.isEqualTo(Arrays.equals(one, other));
			assertThat(expected.compareDns(literal(one, random), Wildcards.PART_OF_LABEL)).isEqualTo(Coverage.NONE);
		});
	}

	// What a peer sends is read before anybody has decided to trust it.
	@Test
	void checkWhenTheExtensionIsDamagedNeverThrows() {
		byte[] sound = CertificateMaker.leaf()
			.dns("a.example.com")
			.ip("192.0.2.1")
			.email("a@example.com")
			.uri("https://example.com/")
			.rawName(5, new byte[] { 4, 1, 0 })
			.rawName(8, new byte[] { 42, 3, 4 })
			.selfSigned()
			.certificate()
			.getExtensionValue("2.5.29.17");
		byte[] value = Arrays.copyOfRange(sound, (sound[1] < 0) ? 3 : 2, sound.length);
		repeatedly(500, (random) -> {
			byte[] damaged = value.clone();
			for (int i = random.nextInt(4); i >= 0; i--) {
				damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
			}
			X509Certificate leaf = CertificateMaker.leaf()
				.keyPair(KEYS)
				.extension("2.5.29.17", Arrays.copyOf(damaged, damaged.length - random.nextInt(3)))
				.selfSigned()
				.certificate();
			for (HostnameScheme scheme : List.of(HostnameScheme.RFC9525, HostnameScheme.DEFAULT, HostnameScheme.HTTP)) {
				for (String host : List.of("b.example.net", "10.20.30.40", "::1")) {
					assertThat(NameCheck.check(scheme, List.of(leaf), host)).isNotNull();
				}
			}
		});
	}

	private static void repeatedly(int times, Consumer<Random> property) {
		long seed = Long.getLong("names.seed", System.nanoTime());
		Random random = new Random(seed);
		for (int i = 0; i < times; i++) {
			try {
				property.accept(random);
			}
			catch (Throwable ex) {
				throw new AssertionError("with -Dnames.seed=" + seed + ", round " + i + ": " + ex.getMessage(), ex);
			}
		}
	}

	private static String name(Random random) {
		return IntStream.range(0, random.nextInt(3))
			.mapToObj((i) -> LABELS.get(random.nextInt(LABELS.size())) + ".")
			.collect(Collectors.joining()) + ENDS.get(random.nextInt(ENDS.size()))
				+ (random.nextInt(8) == 0 ? "." : "");
	}

	/** A name that differs from another one in the left-most label, if at all. */
	private static String relative(String name, Random random) {
		return LABELS.get(random.nextInt(LABELS.size())) + name.substring(Math.max(0, name.indexOf('.')));
	}

	private static String swapped(String name, Random random) {
		return name.chars()
			.mapToObj((c) -> String.valueOf((char) c))
			.map((c) -> (c.charAt(0) < 128 && random.nextBoolean()) ? c.toUpperCase(Locale.ROOT) : c)
			.collect(Collectors.joining());
	}

	private static byte[] address(Random random) {
		byte[] address = new byte[random.nextBoolean() ? 4 : 16];
		// Many zeros, so that two are often the same but for their length.
		for (int i = 0; i < address.length; i++) {
			address[i] = (byte) ((random.nextInt(4) == 0) ? random.nextInt() : 0);
		}
		return address;
	}

	private static String literal(byte[] address, Random random) {
		if (address.length == 4) {
			return IntStream.range(0, 4).mapToObj((i) -> "" + (address[i] & 0xff)).collect(Collectors.joining("."));
		}
		String groups = IntStream.range(0, 8)
			.map((i) -> (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff)
			.mapToObj((group) -> random.nextBoolean() ? Integer.toHexString(group) : String.format("%04X", group))
			.collect(Collectors.joining(":"));
		return random.nextBoolean() ? groups : groups.replaceFirst("(^|:)0+(:0+)*(:|$)", "::");
	}

	/** The rules once more, as one regular expression and a count of labels. */
	private static boolean oracle(String host, String presented, Wildcards wildcards) {
		String label = "(?!-)[a-z0-9_-]{1,63}(?<!-)";
		String ascii = host.matches("\\p{ASCII}*") ? host : String.valueOf(AsciiName.of(host));
		String expected = ascii.replaceFirst("\\.$", "").toLowerCase(Locale.ROOT);
		String name = presented.replaceFirst("\\.$", "");
		if (!expected.matches(label + "(\\." + label + ")*") || expected.matches("(.*\\.)?[0-9]+")) {
			return false;
		}
		if (!name.contains("*")) {
			return Pattern.compile(Pattern.quote(name), Pattern.CASE_INSENSITIVE).matcher(expected).matches();
		}
		String allowed = switch (wildcards) {
			case NONE -> "(?!)";
			case WHOLE_LABEL -> "()\\*()\\.([^*]+)";
			case PART_OF_LABEL -> "([^*.]*)\\*([^*.]*)\\.([^*]+)";
		};
		Matcher parts = Pattern.compile(allowed).matcher(name);
		if (!parts.matches()) {
			return false;
		}
		boolean partial = !(parts.group(1) + parts.group(2)).isEmpty();
		String regex = Pattern.quote(parts.group(1)) + "[a-z0-9_-]+" + Pattern.quote(parts.group(2)) + "\\."
				+ Pattern.quote(parts.group(3));
		return !(partial && expected.startsWith("xn--"))
				&& Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(expected).matches()
				&& labels(expected) > labels(suffix(expected)) + 1;
	}

	private static String suffix(String name) {
		if (name.equals("www.ck") || name.endsWith(".www.ck")) {
			return "ck";
		}
		if (name.endsWith(".ck")) {
			return name.replaceFirst("^.*?([^.]+\\.ck)$", "$1");
		}
		return Stream.iterate(name, (rest) -> rest.contains("."), (rest) -> rest.substring(rest.indexOf('.') + 1))
			.filter(SUFFIXES::contains)
			.findFirst()
			.orElse(name.substring(name.lastIndexOf('.') + 1));
	}

	private static int labels(String name) {
		return name.split("\\.").length;
	}

}
