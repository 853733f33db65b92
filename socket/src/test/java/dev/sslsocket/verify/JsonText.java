package dev.sslsocket.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of test vectors: objects as maps, arrays as lists, strings, and anything
 * else as the word it is. For well-formed text only; a dependency for one file would be
 * larger.
 */
final class JsonText {

	private final String text;

	private int position;

	private JsonText(String text) {
		this.text = text;
	}

	static Map<?, ?> parse(String text) {
		return (Map<?, ?>) new JsonText(text).value();
	}

	private Object value() {
		return switch (peek()) {
			case '{' -> object();
			case '[' -> array();
			case '"' -> string();
			default -> word();
		};
	}

	private Map<String, Object> object() {
		Map<String, Object> object = new LinkedHashMap<>();
		take('{');
		while (peek() != '}') {
			String key = string();
			take(':');
			object.put(key, value());
			if (peek() == ',') {
				take(',');
			}
		}
		take('}');
		return object;
	}

	private List<Object> array() {
		List<Object> array = new ArrayList<>();
		take('[');
		while (peek() != ']') {
			array.add(value());
			if (peek() == ',') {
				take(',');
			}
		}
		take(']');
		return array;
	}

	private String string() {
		take('"');
		StringBuilder string = new StringBuilder();
		for (char c = this.text.charAt(this.position++); c != '"'; c = this.text.charAt(this.position++)) {
			if (c != '\\') {
				string.append(c);
				continue;
			}
			char escaped = this.text.charAt(this.position++);
			switch (escaped) {
				case 'n' -> string.append('\n');
				case '"', '\\', '/' -> string.append(escaped);
				default -> throw new IllegalArgumentException("\\" + escaped);
			}
		}
		return string.toString();
	}

	private String word() {
		int from = this.position;
		while (Character.isLetterOrDigit(this.text.charAt(this.position))) {
			this.position++;
		}
		return this.text.substring(from, this.position);
	}

	private char peek() {
		while (Character.isWhitespace(this.text.charAt(this.position))) {
			this.position++;
		}
		return this.text.charAt(this.position);
	}

	private void take(char expected) {
		if (peek() != expected) {
			throw new IllegalArgumentException("no " + expected + " at " + this.position);
		}
		this.position++;
	}

}
