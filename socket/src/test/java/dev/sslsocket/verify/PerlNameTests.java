package dev.sslsocket.verify;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.NameTable.Row;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every row of {@code names.txt}, asked of IO::Socket::SSL itself by every scheme: what
 * the table says of the seed is true, so where its fifth column is empty we agree with
 * the seed, and where it is not the difference is there and is the one that is written.
 */
@RequiresPerlModule("IO::Socket::SSL")
@RequiresPerlModule(value = "URI::_idna", debianPackage = "liburi-perl")
class PerlNameTests {

	@Test
	void moduleWhenAskedEveryRowAnswersAsTheTableSays() throws Exception {
		Map<String, Boolean> expected = new LinkedHashMap<>();
		StringBuilder questions = new StringBuilder();
		for (Row row : NameTable.rows()) {
			row.seed().forEach((scheme, accepted) -> {
				expected.put(row + " by " + scheme, accepted);
				questions
					.append(expected.size() + " " + scheme.word() + " " + hex(row.host()) + " " + base64(row) + "\n");
			});
		}
		Map<String, Boolean> said = answers(questions.toString(), List.copyOf(expected.keySet()));
		assertThat(said).hasSizeGreaterThan((24 + 78) * HostnameScheme.values().length / 2).isEqualTo(expected);
	}

	// What OpenSSL refuses is refused, but for what Go and the seed accept without harm:
	// a final dot in the certificate, a wildcard for a label with an underscore.
	@Test
	void opensslWhenRfc9525AcceptsAcceptsToo() throws Exception {
		List<String> asked = new ArrayList<>();
		StringBuilder questions = new StringBuilder();
		for (Row row : NameTable.rows()) {
			PeerName expected = PeerName.parse(row.host());
			if (row.accepted().get(HostnameScheme.RFC9525) && !row.names().endsWith(".")
					&& !row.toString().equals("DNS:*.example.com for a_b.example.com")) {
				asked.add(row.toString());
				questions.append(asked.size() + " openssl " + hex(expected.text()) + " " + base64(row) + "\n");
			}
		}
		assertThat(asked).hasSizeGreaterThan(40);
		assertThat(answers(questions.toString(), asked)).containsOnlyKeys(asked)
			.allSatisfy((question, accepted) -> assertThat(accepted).as(question).isTrue());
	}

	private static Map<String, Boolean> answers(String questions, List<String> asked) throws Exception {
		Path script = Path.of(PerlNameTests.class.getResource("names.pl").toURI());
		try (RunningProgram perl = RunningProgram.start("perl", script.toString())) {
			perl.send(questions);
			perl.closeInput();
			assertThat(perl.awaitExit()).as(perl.standardError()).isZero();
			assertThat(perl.standardError()).doesNotContain("died");
			Map<String, Boolean> answers = new LinkedHashMap<>();
			perl.standardOutput().lines().forEach((line) -> {
				String mark = "#" + (answers.size() + 1) + " ";
				assertThat(line).startsWith(mark);
				answers.put(asked.get(answers.size()), line.equals(mark + "1"));
			});
			return answers;
		}
	}

	private static String hex(String host) {
		return HexFormat.of().formatHex(host.getBytes(StandardCharsets.UTF_8));
	}

	private static String base64(Row row) {
		try {
			return Base64.getEncoder().encodeToString(row.leaf().getEncoded());
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
