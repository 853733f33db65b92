package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.sslsocket.SslContext;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.HostnameScheme;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wildcards at and below public suffixes, in certificates that are minted on the way (the
 * module's {@code public_suffix_ssl}): both clients accept the same ones.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlPublicSuffixTests {

	private static final String CASES = """
			*.com              example.com           0
			*.example.com      www.example.com       1
			*.co.uk            example.co.uk         0
			*.example.co.uk    www.example.co.uk     1
			*.uk               example.uk            0
			*.ck               example.ck            0
			*.example.ck       www.example.ck        0
			*.www.example.ck   a.www.example.ck      1
			*.www.ck           a.www.ck              1
			*.jp               example.jp            0
			*.ac.jp            example.ac.jp         0
			*.kyoto.jp         example.kyoto.jp      0
			*.ide.kyoto.jp     example.ide.kyoto.jp  0
			*.b.ide.kyoto.jp   a.b.ide.kyoto.jp      1
			*.kobe.jp          example.kobe.jp       0
			*.c.kobe.jp        example.c.kobe.jp     0
			*.b.c.kobe.jp      a.b.c.kobe.jp         1
			*.city.kobe.jp     www.city.kobe.jp      1
			*.ak.us            example.ak.us         0
			*.k12.ak.us        example.k12.ak.us     0
			*.test.k12.ak.us   www.test.k12.ak.us    1
			*.googleapis.com   storage.googleapis.com 1
			*.s3.amazonaws.com bucket.s3.amazonaws.com 1
			*.github.io        me.github.io          1
			*.xn--p1ai         example.xn--p1ai      0
			*.office.local     printer.office.local  1
			""";

	@TempDir
	private Path directory;

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void wildcardWhenItStandsDirectlyBelowASuffixIsRefusedByBothClients(String protocol) throws Exception {
		Map<String, String> expected = new LinkedHashMap<>();
		Map<String, String> said = new LinkedHashMap<>();
		try (NameVerdicts verdicts = NameVerdicts.start(protocol, this.directory)) {
			for (String line : CASES.lines().toList()) {
				String[] words = line.split(" +");
				String name = words[1];
				CertifiedKey key = CertificateMaker.leaf().dns(words[0]).issuedBy(Material.PKI.ca());
				SslContext context = Material.bare((builder) -> builder.identity(Material.identity(key)));
				expected.put(name, words[2].repeat(3));
				try (OurServer server = OurServer.echo(context)) {
					said.put(name,
							digit(verdicts.ours(NameVerdicts.Way.CONNECT, key, HostnameScheme.HTTP, name))
									+ digit(verdicts.ours(NameVerdicts.Way.CONNECT, key, HostnameScheme.RFC9525, name))
									+ digit(verdicts.perls(server, HostnameScheme.HTTP, name)));
				}
			}
		}
		assertThat(said).hasSize(26).isEqualTo(expected);
	}

	private static String digit(boolean accepted) {
		return accepted ? "1" : "0";
	}

}
