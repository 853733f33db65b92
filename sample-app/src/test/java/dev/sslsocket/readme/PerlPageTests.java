package dev.sslsocket.readme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RunningProgram;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/perl.md} to IO::Socket::SSL's manual, and to the code.
 */
class PerlPageTests {

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	/** An option, wherever a heading has it: {@code SSL_ca | SSL_ca_file}. */
	private static final Pattern OPTION = Pattern.compile("\\bSSL_\\w+");

	/** A method or function: what is bold in a heading. */
	private static final Pattern METHOD = Pattern.compile("B<+ *(?:IO::Socket::SSL(?:::|->))?(\\w+)");

	/** Plain words: of the parts that list what croaks, and what is deprecated. */
	private static final Pattern WORD = Pattern.compile("\\b(?!and\\b)\\w+");

	private final Page page = Page.of("docs/perl.md");

	@Test
	void nameOfTheModuleHasARow() throws IOException {
		assertThat(lines("perl-names.txt").flatMap((line) -> Stream.of(line.split(" ")))).hasSizeGreaterThan(150)
			.allSatisfy((name) -> assertThat(rowNames()).contains(name));
	}

	@Test
	@RequiresPerlModule("IO::Socket::SSL")
	void headingOfTheInstalledManualHasARow() throws IOException {
		Set<String> names = headings();
		assertThat(names).hasSizeGreaterThan(100)
			.contains("SSL_ca_path", "SSL_ticket_keycb", "start_SSL", "set_args_filter_hack", "recv", "errstr");
		assertThat(names).allSatisfy((name) -> assertThat(rowNames()).contains(name));
	}

	@Test
	void nameInOurColumnExists() throws IOException {
		PublicNames known = new PublicNames();
		Set<String> ours = ourNames();
		assertThat(ours).hasSizeGreaterThan(100);
		assertThat(ours).as("names in docs/perl.md that do not exist")
			.filteredOn((name) -> !known.exists(name))
			.isEmpty();
	}

	@Test
	void publicNamesWhenAskedForWhatIsNotThereSayNo() throws IOException {
		PublicNames known = new PublicNames();
		assertThat(List.of("SslSocket", "SslSocket.peek(…)", "VerifyMode.PEER", "SslConnectOptions.Builder.sniHost(…)",
				"ssl.pins", "System.inheritedChannel()"))
			.allMatch(known::exists);
		assertThat(
				List.of("SslSockets", "SslSocket.poke(…)", "VerifyMode.ALL", "ssl.pin", "SslSocket.Builder.x", "peek"))
			.noneMatch(known::exists);
	}

	@Test
	void defectsOfTheModuleAreEachInARowAndInTheList() {
		String list = this.page.text().substring(this.page.text().indexOf("## Measured"));
		assertThat(IntStream.rangeClosed(1, 21)).allSatisfy((number) -> {
			assertThat(list).contains("\n| U" + number + " | ");
			assertThat(this.page.text().substring(0, this.page.text().length() - list.length()))
				.containsPattern("[( ]U" + number + "[),]");
		});
	}

	@Test
	void javaBlocksAreCompiledSomewhere() throws IOException {
		assertThat(this.page.javaBlocks()).hasSizeGreaterThan(4);
		assertThat(this.page.blocksCompiledNowhere()).isEmpty();
	}

	/** The names of the first column. */
	private Set<String> rowNames() {
		return column(1);
	}

	/** The names of the third column. */
	private Set<String> ourNames() {
		return column(3);
	}

	private Set<String> column(int number) {
		Set<String> names = new LinkedHashSet<>();
		for (String row : this.page.rows()) {
			String[] cells = row.split("\\|", -1);
			assertThat(cells).as(row).hasSize(6);
			names.addAll(code(cells[number]));
		}
		return names;
	}

	private static List<String> code(String text) {
		return CODE.matcher(text).results().map((code) -> code.group(1)).toList();
	}

	private static Set<String> headings() throws IOException {
		String pod = Files.readString(manual());
		String methods = between(pod, "=head1 Description Of Methods", "=head1 EXAMPLES");
		Set<String> names = new LinkedHashSet<>();
		items(methods).forEach((item) -> {
			// What comes behind are arguments.
			names.addAll(found(OPTION, item.replaceFirst("\\(.*|=>.*", "")));
			names.addAll(found(METHOD, item));
		});
		items(between(methods, "methods are unsupported", "\n=head1"))
			.forEach((item) -> names.addAll(found(WORD, item)));
		items(methods.substring(methods.indexOf("=head1 DEPRECATIONS")))
			.forEach((item) -> names.addAll(found(WORD, item)));
		return names;
	}

	private static Stream<String> items(String pod) {
		return pod.lines().filter((line) -> line.startsWith("=item ")).map((line) -> line.substring("=item ".length()));
	}

	private static List<String> found(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((found) -> found.group(found.groupCount())).toList();
	}

	private static String between(String text, String begin, String end) {
		int from = text.indexOf(begin) + begin.length();
		assertThat(text).contains(begin);
		return text.substring(from, text.indexOf(end, from));
	}

	private static Path manual() {
		try (RunningProgram perl = RunningProgram.start("perl", "-MIO::Socket::SSL", "-e",
				"print $INC{'IO/Socket/SSL.pm'} =~ s/pm$/pod/r")) {
			perl.awaitExit();
			return Path.of(perl.standardOutput());
		}
	}

	private static Stream<String> lines(String resource) throws IOException {
		try (InputStream in = PerlPageTests.class.getResourceAsStream(resource)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.toList()
				.stream();
		}
	}

}
