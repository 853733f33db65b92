package dev.sslsocket.x509;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * Finds the PEM blocks of a file, among whatever text surrounds them.
 * <p>
 * The body may stand on one line, because YAML folds the lines of a plain value. A BEGIN
 * counts only where its line starts, so that a block that was commented out stays out.
 */
final class PemBlocks {

	// A label of other characters is no label: text of the file must not reach a message.
	private static final Pattern BEGIN = Pattern
		.compile("(?:(?<=^|[\r\n])|(?<=-----))[ \t\ufeff]*+-----BEGIN ([A-Z0-9. ]{1,40}+)-----");

	// RFC 1421 section 4.4: a header goes on where the next line begins with a blank.
	private static final Pattern HEADERS = Pattern
		.compile("[ \t]*(?:\r\n|\r|\n)((?:[A-Za-z0-9-]+:.*(?:\r\n|\r|\n)(?:[ \t]+\\S.*(?:\r\n|\r|\n))*)+)");

	private PemBlocks() {
	}

	/**
	 * Returns all blocks in the order of the file; none when the file is not PEM.
	 */
	static List<PemBlock> parse(Material material) {
		String text = new String(material.content(), StandardCharsets.ISO_8859_1).replace("\u00ef\u00bb\u00bf", "");
		List<PemBlock> blocks = new ArrayList<>();
		Matcher begin = BEGIN.matcher(text);
		int from = 0;
		while (begin.find(from)) {
			String label = begin.group(1);
			int end = text.indexOf(PemBlock.END + label + PemBlock.DASHES, begin.end());
			int next = text.indexOf(PemBlock.BEGIN, begin.end());
			if (end < 0 || next >= 0 && next < end) {
				throw damaged(material, blocks.size(), label, "has no END line: the file is cut short");
			}
			blocks.add(block(material, blocks.size(), label, text.substring(begin.end(), end)));
			// The END line's dashes are where a block on the same line may begin.
			from = end + PemBlock.END.length() + label.length();
		}
		return List.copyOf(blocks);
	}

	private static PemBlock block(Material material, int index, String label, String body) {
		Map<String, String> headers = new LinkedHashMap<>();
		Matcher matcher = HEADERS.matcher(body);
		String base64 = body;
		if (matcher.lookingAt()) {
			base64 = body.substring(matcher.end());
			for (String line : matcher.group(1).replaceAll("(?:\r\n|\r|\n)[ \t]+", "").split("[\r\n]+")) {
				int colon = line.indexOf(':');
				headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
			}
		}
		byte[] stripped = new byte[base64.length()];
		try {
			byte[] content = decode(base64, stripped);
			if (content.length == 0) {
				throw damaged(material, index, label, "is empty");
			}
			return new PemBlock(label, Map.copyOf(headers), content);
		}
		catch (IllegalArgumentException ex) {
			if (ex instanceof SslConfigurationException refused) {
				throw refused;
			}
			// The decoder's message shows a character of what may be a key.
			throw damaged(material, index, label, "is damaged: not base64");
		}
		finally {
			Arrays.fill(stripped, (byte) 0);
		}
	}

	// A revocation list may have 70 MB of this: no stream, and one copy that is wiped.
	private static byte[] decode(String base64, byte[] stripped) {
		int length = 0;
		for (int i = 0; i < base64.length(); i++) {
			char c = base64.charAt(i);
			if (c > ' ') {
				stripped[length++] = (byte) c;
			}
		}
		ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(stripped, 0, length));
		return (decoded.remaining() == decoded.array().length) ? decoded.array()
				: Arrays.copyOf(decoded.array(), decoded.remaining());
	}

	private static SslConfigurationException damaged(Material material, int index, String label, String what) {
		return new SslConfigurationException("",
				"block " + (index + 1) + " of " + material.quoted() + " (" + label + ") " + what + ".");
	}

}
