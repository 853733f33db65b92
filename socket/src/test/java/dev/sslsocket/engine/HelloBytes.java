package dev.sslsocket.engine;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Hellos as bytes, written field by field.
 */
final class HelloBytes {

	private final int type;

	private final StringBuilder extensions = new StringBuilder();

	private String random = "00".repeat(32);

	private String suites = "1301";

	private HelloBytes(int type) {
		this.type = type;
	}

	static HelloBytes client() {
		return new HelloBytes(1);
	}

	static HelloBytes server(int suite) {
		return new HelloBytes(2).suites(suite);
	}

	/** A HelloRetryRequest. */
	static HelloBytes retry() {
		return server(0x1301).random("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");
	}

	HelloBytes random(String hex) {
		this.random = hex;
		return this;
	}

	HelloBytes suites(int... numbers) {
		this.suites = numbers(numbers);
		return this;
	}

	HelloBytes versions(int... numbers) {
		return extension(43, "%02x".formatted(2 * numbers.length) + numbers(numbers));
	}

	HelloBytes groups(int... numbers) {
		return extension(10, sized(numbers(numbers)));
	}

	HelloBytes serverName(String name) {
		return extension(0, sized("00" + sized(hex(name))));
	}

	HelloBytes alpn(String... protocols) {
		StringBuilder list = new StringBuilder();
		for (String protocol : protocols) {
			list.append("%02x".formatted(protocol.length())).append(hex(protocol));
		}
		return extension(16, sized(list.toString()));
	}

	/** The version that a server chose. */
	HelloBytes version13() {
		return extension(43, "0304");
	}

	HelloBytes keyShare(int group) {
		return extension(51, numbers(group) + "0000");
	}

	/** The group of which a HelloRetryRequest wants a share. */
	HelloBytes group(int group) {
		return extension(51, numbers(group));
	}

	HelloBytes preSharedKey() {
		return extension(41, "0000");
	}

	HelloBytes extension(int number, String content) {
		this.extensions.append("%04x".formatted(number)).append(sized(content));
		return this;
	}

	/** Its body in hexadecimal. */
	String body() {
		String start = "0303" + this.random + "00";
		String chosen = (this.type == 1) ? sized(this.suites) + "0100" : this.suites + "00";
		return start + chosen + (this.extensions.isEmpty() ? "" : sized(this.extensions.toString()));
	}

	/** Bytes of the message. */
	int length() {
		return 4 + body().length() / 2;
	}

	byte[] record() {
		return record(22, message(this.type, body()));
	}

	/** A message in hexadecimal. */
	static String message(int type, String body) {
		return "%02x%06x".formatted(type, body.length() / 2) + body;
	}

	/** A record. */
	static byte[] record(int type, String content) {
		return HexFormat.of().parseHex("%02x0303%04x".formatted(type, content.length() / 2) + content);
	}

	private static String sized(String hex) {
		return "%04x".formatted(hex.length() / 2) + hex;
	}

	private static String numbers(int... numbers) {
		StringBuilder hex = new StringBuilder();
		for (int number : numbers) {
			hex.append("%04x".formatted(number));
		}
		return hex.toString();
	}

	private static String hex(String text) {
		return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
	}

}
