package dev.sslsocket.fence;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Perl module's own tests, and who holds us to each of them.
 */
class YardstickTests {

	private static final Path FILE = House.root().resolve("socket/src/test/resources/perl-yardstick.md");

	/** Those that a Java library can be held to. */
	private static final Set<String> PERL_TESTS = Set.of("acceptSSL-timeout", "alpn", "auto_verify_hostname",
			"cert_formats", "cert_no_file", "compatibility", "connectSSL-timeout", "core", "dhe", "double-tls-layer",
			"ecdhe", "io-socket-inet6", "io-socket-ip", "memleak_bad_handshake", "multiple-cert-rsa-ecc", "nonblock",
			"plain_upgrade_downgrade", "protocol_version", "public_suffix_ssl", "readline", "session_cache",
			"session_ticket", "sessions", "set_curves", "signal-readline", "sni", "sni_verify", "start-stopssl",
			"start-stopssl-with-cb", "startssl", "startssl-failed", "sysread_write", "verify_fingerprint",
			"verify_hostname", "verify_hostname_standalone", "verify_partial_chain");

	@Test
	void everyPerlTestIsHeldByATest() {
		assertThat(rows().keySet()).containsAll(PERL_TESTS);
	}

	@Test
	void everyTestThatIsNamedExists() {
		Set<String> existing = House.sources("test")
			.stream()
			.map((file) -> file.getFileName().toString().replace(".java", ""))
			.collect(Collectors.toSet());
		assertThat(rows()).isNotEmpty().allSatisfy((perlTest, classes) -> {
			assertThat(classes).as("classes that hold us to " + perlTest).isNotEmpty();
			assertThat(classes.stream().filter((name) -> !existing.contains(name)))
				.as("classes that should hold us to " + perlTest + " and do not exist")
				.isEmpty();
		});
	}

	/** The classes by the name of the Perl test. */
	private static Map<String, List<String>> rows() {
		Map<String, List<String>> rows = new TreeMap<>();
		House.read(FILE).lines().filter((line) -> line.startsWith("| t/")).forEach((line) -> {
			String[] cells = line.split("\\|");
			String perlTest = cells[1].strip().replaceFirst("^t/(.*)\\.t$", "$1");
			assertThat(rows).as("one row for each").doesNotContainKey(perlTest);
			rows.put(perlTest,
					Arrays.stream(cells[2].split(",")).map(String::strip).filter((name) -> !name.isEmpty()).toList());
		});
		return rows;
	}

}
