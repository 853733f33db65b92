package dev.sslsocket.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.KeyKind;

/**
 * The rows of {@code names.txt}, which says how they are to be read.
 */
final class NameTable {

	/** The schemes by column; those of a column have the same rules. */
	private static final List<List<HostnameScheme>> COLUMNS = List.of(List.of(HostnameScheme.DEFAULT),
			List.of(HostnameScheme.HTTP), List.of(HostnameScheme.RFC2818, HostnameScheme.FTP, HostnameScheme.XMPP),
			List.of(HostnameScheme.LDAP),
			List.of(HostnameScheme.SMTP, HostnameScheme.IMAP, HostnameScheme.POP3, HostnameScheme.ACAP,
					HostnameScheme.NNTP, HostnameScheme.NETCONF, HostnameScheme.SYSLOG, HostnameScheme.SNMP),
			List.of(HostnameScheme.GIST), List.of(HostnameScheme.SIP));

	private static final KeyPair KEYS = KeyKind.EC_P256.newKeyPair();

	private static final Pattern ESCAPE = Pattern.compile("\\\\(0|s|n|e|x\\p{XDigit}{2})");

	private static final int DNS = 2;

	private static final List<Row> ROWS = read();

	private NameTable() {
	}

	/**
	 * One question and its answers.
	 *
	 * @param golden whether it is of the seed family's own table
	 * @param names the certificate's names as written
	 * @param leaf the certificate
	 * @param host the host
	 * @param accepted our answer by scheme
	 * @param seed what IO::Socket::SSL answers by scheme
	 */
	record Row(boolean golden, String names, X509Certificate leaf, String host, Map<HostnameScheme, Boolean> accepted,
			Map<HostnameScheme, Boolean> seed) {

		@Override
		public String toString() {
			return this.names + " for " + printable(this.host);
		}

		private static String printable(String text) {
			return text.chars()
				.mapToObj((c) -> (c < ' ') ? String.format("\\x%02x", c) : String.valueOf((char) c))
				.collect(Collectors.joining());
		}

	}

	static List<Row> rows() {
		return ROWS;
	}

	private static List<Row> read() {
		List<Row> rows = new ArrayList<>();
		boolean golden = false;
		for (String line : lines()) {
			if (line.startsWith("##")) {
				golden = line.startsWith("## golden");
			}
			else if (!line.isBlank() && !line.startsWith("#")) {
				rows.add(row(golden, line));
			}
		}
		return List.copyOf(rows);
	}

	private static List<String> lines() {
		try (InputStream table = NameTable.class.getResourceAsStream("names.txt")) {
			return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Row row(boolean golden, String line) {
		String[] cells = Stream.of(line.split("\\|")).map(String::strip).toArray(String[]::new);
		if (cells.length < 4 || cells[2].length() != COLUMNS.size() || !cells[3].matches("[01]")) {
			throw new IllegalArgumentException(line);
		}
		Map<HostnameScheme, Boolean> accepted = digits(cells[2]);
		String[] difference = (cells.length > 4) ? cells[4].split(" ", 2) : new String[] { cells[2], "" };
		if (cells.length > 4 && (difference.length != 2 || difference[0].equals(cells[2]))) {
			throw new IllegalArgumentException("no difference, or no reason: " + line);
		}
		Map<HostnameScheme, Boolean> seed = digits(difference[0]);
		accepted.put(HostnameScheme.RFC9525, cells[3].equals("1"));
		return new Row(golden, cells[0], certificate(cells[0]), unescaped(cells[1]), accepted, seed);
	}

	private static Map<HostnameScheme, Boolean> digits(String digits) {
		Map<HostnameScheme, Boolean> answers = new TreeMap<>();
		for (int i = 0; i < COLUMNS.size(); i++) {
			boolean accepted = digits.charAt(i) == '1';
			COLUMNS.get(i).forEach((scheme) -> answers.put(scheme, accepted));
		}
		return answers;
	}

	private static X509Certificate certificate(String names) {
		CertificateMaker maker = CertificateMaker.leaf().keyPair(KEYS).subject(subject(names));
		for (String name : names.split(" ")) {
			String value = unescaped(name.substring(name.indexOf(':') + 1));
			maker = switch (name.substring(0, name.indexOf(':'))) {
				case "DNS" -> maker.rawName(DNS, value.getBytes(StandardCharsets.ISO_8859_1));
				case "IP" -> maker.ip(value);
				case "EMAIL" -> maker.email(value);
				case "URI" -> maker.uri(value);
				case "CN", "O" -> maker;
				default -> throw new IllegalArgumentException(name);
			};
		}
		return maker.selfSigned().certificate();
	}

	private static String subject(String names) {
		Predicate<String> subjects = (name) -> name.startsWith("CN:") || name.startsWith("O:");
		return Stream.of(names.split(" "))
			.filter(subjects)
			.map((name) -> name.replaceFirst(":", "="))
			.map((name) -> unescaped(name).replace("\0", "\\00").replaceFirst("= ", "=\\\\ "))
			.collect(Collectors.joining(",", "C=DE,", ""))
			.replaceFirst(",$", "");
	}

	private static String unescaped(String text) {
		Matcher escape = ESCAPE.matcher(text);
		return escape.replaceAll((match) -> Matcher.quoteReplacement(switch (match.group(1)) {
			case "0" -> "\0";
			case "s" -> " ";
			case "n" -> "\n";
			case "e" -> "";
			default -> String.valueOf((char) Integer.parseInt(match.group(1).substring(1), 16));
		}));
	}

}
