package dev.sslsocket.x509;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * What a file holds, in words: for the message that it does not hold what was wanted.
 */
final class Contents {

	private static final int JKS = 0xfeedfeed;

	private static final int JCEKS = 0xcececece;

	private Contents() {
	}

	/**
	 * Refuses a file that holds nothing of what was looked for.
	 */
	static SslConfigurationException lacks(String wanted, Material material, String lookedFor) {
		return new SslConfigurationException("", material.quoted() + " holds no " + wanted + ": it is "
				+ describe(material) + ". Looked for " + lookedFor + ".");
	}

	private static String describe(Material material) {
		byte[] bytes = material.content();
		List<PemBlock> blocks = PemBlocks.parse(material);
		if (!blocks.isEmpty()) {
			return "PEM with " + labels(blocks);
		}
		if (isJavaKeyStore(bytes)) {
			return "a Java key store (JKS); \"keytool -importkeystore -deststoretype pkcs12\" turns it into PKCS12";
		}
		if (DerValues.beginsWithOne(bytes)) {
			return DerKind.of(DerValues.split(bytes, material).get(0), material).toString();
		}
		return "neither PEM nor DER";
	}

	private static String labels(List<PemBlock> blocks) {
		Map<String, Integer> counts = new LinkedHashMap<>();
		blocks.forEach((block) -> counts.merge(block.label(), 1, Integer::sum));
		return counts.entrySet()
			.stream()
			.map((entry) -> (entry.getValue() > 1) ? entry.getKey() + " (" + entry.getValue() + ")" : entry.getKey())
			.collect(Collectors.joining(", "));
	}

	private static boolean isJavaKeyStore(byte[] bytes) {
		if (bytes.length < Integer.BYTES) {
			return false;
		}
		int magic = ByteBuffer.wrap(bytes).getInt();
		return magic == JKS || magic == JCEKS;
	}

}
