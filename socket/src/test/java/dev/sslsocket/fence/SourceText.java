package dev.sslsocket.fence;

/**
 * Java source without what is not code.
 */
final class SourceText {

	private SourceText() {
	}

	/** The code, with a blank where a comment or a text stood. */
	static String code(String source) {
		StringBuilder code = new StringBuilder();
		int at = 0;
		while (at < source.length()) {
			int end = endOfText(source, at);
			code.append((end > at) ? ' ' : source.charAt(at));
			at = Math.max(end, at + 1);
		}
		return code.toString();
	}

	/** Behind the comment or text that begins here; here if none does. */
	private static int endOfText(String source, int at) {
		if (source.startsWith("//", at)) {
			return behind(source, "\n", at + 2);
		}
		if (source.startsWith("/*", at)) {
			return behind(source, "*/", at + 2);
		}
		if (source.startsWith("\"\"\"", at)) {
			return behind(source, "\"\"\"", at + 3);
		}
		char first = source.charAt(at);
		return (first == '"' || first == '\'') ? behind(source, String.valueOf(first), at + 1) : at;
	}

	private static int behind(String source, String end, int from) {
		boolean escapes = end.charAt(0) == '"' || end.charAt(0) == '\'';
		int at = from;
		while (at < source.length() && !source.startsWith(end, at)) {
			at += (escapes && source.charAt(at) == '\\') ? 2 : 1;
		}
		return Math.min(source.length(), at + end.length());
	}

}
