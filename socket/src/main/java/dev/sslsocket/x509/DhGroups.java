package dev.sslsocket.x509;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The well-known Diffie-Hellman groups, recognised by the SHA-256 of prime and generator:
 * those of RFC 7919 (ffdhe), RFC 3526 (modp) and RFC 5114 (dh), by OpenSSL's names.
 */
final class DhGroups {

	private static final Map<String, String> NAMES = Map.ofEntries(
			Map.entry("8043165bdc544f9a6318ce048ad4ee0cdd90e1a4a03b15ad99f7a897748d03bd", "ffdhe2048"),
			Map.entry("5e1a8c53d557d24ddfb6acc7957beba6a3407345cd9c6cae1042d5b237328838", "ffdhe3072"),
			Map.entry("a9f3a5c08f090a4479e86d0db0b5c3836e10ca19bcd8687d9b5ea875e0be158e", "ffdhe4096"),
			Map.entry("696d0b6024ad995fa292994a3d4470264f69bc39fb962ed9ff1302190feacdee", "ffdhe6144"),
			Map.entry("2afa0c3a175ac1f3a69183f3bd099dee300398184235243b5e33d7fbf1fe7447", "ffdhe8192"),
			Map.entry("ecbe28c5545a17d669df79e6425049e093d6483c2d3b85b4e74d60f32923cec2", "modp_1536"),
			Map.entry("4ea1d7736659703ab4be8e69a018600379e802986606b216a1c019751275ff1a", "modp_2048"),
			Map.entry("538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6", "modp_3072"),
			Map.entry("9a5ae942ef704f829820184282fca897ef26035f686ad1fd5efd4d4fc32a781a", "modp_4096"),
			Map.entry("8394bffe1ecbca541144f852f24a976366bb13245c093df54405fdcc3ba6709b", "modp_6144"),
			Map.entry("c42ab91e763a0c5975b3e20dcd41a260a16023692261e333b565b1312289103a", "modp_8192"),
			Map.entry("6cf75b725227b3d1dc11df987581e2ff95e10a3f7fc0d58498f3215548fe60a0", "dh_1024_160"),
			Map.entry("fc6a297eb7d623808a2d3249bd7c8592c9d3f87311cf4e54ae133e92516c9bb7", "dh_2048_224"),
			Map.entry("a2bb06a030a488553737ba174da3c1626afdd1125b3936d542e30ee42af0793e", "dh_2048_256"));

	private DhGroups() {
	}

	/**
	 * Finds the name.
	 * @param prime the prime, not negative
	 * @param generator the generator, not negative
	 */
	static Optional<String> name(BigInteger prime, BigInteger generator) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(prime.toByteArray());
			digest.update(generator.toByteArray());
			return Optional.ofNullable(NAMES.get(HexFormat.of().formatHex(digest.digest())));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

	/** Who has defined a group of that name. */
	static String source(String name) {
		if (name.startsWith("ffdhe")) {
			return "RFC 7919";
		}
		return name.startsWith("modp") ? "RFC 3526" : "RFC 5114";
	}

}
