package dev.sslsocket.engine;

import java.util.Map;

/**
 * Names of key exchange groups (IANA "TLS Supported Groups").
 */
final class NamedGroups {

	private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(23, "secp256r1"),
			Map.entry(24, "secp384r1"), Map.entry(25, "secp521r1"), Map.entry(29, "x25519"), Map.entry(30, "x448"),
			Map.entry(256, "ffdhe2048"), Map.entry(257, "ffdhe3072"), Map.entry(258, "ffdhe4096"),
			Map.entry(259, "ffdhe6144"), Map.entry(260, "ffdhe8192"), Map.entry(4587, "SecP256r1MLKEM768"),
			Map.entry(4588, "X25519MLKEM768"), Map.entry(4589, "SecP384r1MLKEM1024"));

	private NamedGroups() {
	}

	static String name(int group) {
		return NAMES.getOrDefault(group, "0x%04x".formatted(group));
	}

}
