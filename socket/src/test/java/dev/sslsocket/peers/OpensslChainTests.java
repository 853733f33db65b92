package dev.sslsocket.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.TrustSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Chains as {@code openssl s_server} sends them, and CA directories as
 * {@code openssl rehash} makes them.
 */
@RequiresProgram("openssl")
class OpensslChainTests {

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CertifiedKey OTHER_ROOT = CertificateMaker.ca().subject("CN=Other Root").selfSigned();

	@TempDir
	private Path directory;

	/**
	 * What a server sends.
	 *
	 * @param name what is special
	 * @param reason why it is refused, {@code null} when it is accepted
	 * @param leaf the server's own certificate
	 * @param others what it sends beside
	 */
	record Sent(String name, @Nullable SslReason reason, CertifiedKey leaf, List<CertifiedKey> others) {

		static Sent accepted(String name, CertifiedKey leaf, CertifiedKey... others) {
			return new Sent(name, null, leaf, Arrays.asList(others));
		}

		static Sent refused(String name, SslReason reason, CertifiedKey leaf, CertifiedKey... others) {
			return new Sent(name, reason, leaf, Arrays.asList(others));
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	static Stream<Sent> chains() {
		CertificateMaker maker = CertificateMaker.ca().subject("CN=Sub-CA");
		CertifiedKey sub = maker.issuedBy(ROOT);
		CertificateMaker same = maker.keyPair(new KeyPair(sub.certificate().getPublicKey(), sub.privateKey()));
		CertifiedKey leaf = CertificateMaker.localhost().issuedBy(sub);
		CertifiedKey limited = CertificateMaker.ca().subject("CN=Limited").permit("localhost").issuedBy(ROOT);
		CertifiedKey below = CertificateMaker.ca().subject("CN=Sub-CA").issuedBy(limited);
		CertifiedKey elsewhere = CertificateMaker.ca().subject("CN=Elsewhere").permit("example").issuedBy(ROOT);
		CertifiedKey mail = same.extendedKeyUsage("1.3.6.1.5.5.7.3.4").issuedBy(ROOT);
		List<CertifiedKey> links = links(8);
		// NameConstraints { permitted { otherName 1.2.3 } }: the JDK throws unchecked at
		// it.
		byte[] otherName = HexFormat.of().parseHex("300ea00c300aa00806022a03a0020500");
		CertifiedKey unusual = CertificateMaker.ca()
			.subject("CN=Unusual")
			.criticalExtension("2.5.29.30", otherName)
			.issuedBy(ROOT);
		return Stream.of(Sent.accepted("chain", leaf, sub), Sent.accepted("with its root", leaf, sub, ROOT),
				Sent.accepted("out of order", leaf, ROOT, OTHER_ROOT, sub),
				Sent.accepted("cross-signed by a stranger first", leaf, same.issuedBy(OTHER_ROOT), sub),
				Sent.accepted("for mail first", leaf, mail, sub),
				Sent.accepted("expired first", leaf, same.expired().issuedBy(ROOT), sub),
				Sent.accepted("of ten", links.get(0), links.subList(1, links.size()).toArray(CertifiedKey[]::new)),
				Sent.accepted("within name constraints", CertificateMaker.leaf().dns("localhost").issuedBy(below),
						below, limited),
				Sent.refused("outside name constraints", SslReason.BAD_CERTIFICATE,
						CertificateMaker.localhost().issuedBy(elsewhere), elsewhere),
				Sent.refused("for mail only", SslReason.UNSUITABLE_CERTIFICATE, leaf, mail),
				Sent.refused("without its intermediate", SslReason.UNKNOWN_CA, leaf),
				Sent.refused("unknown critical extension", SslReason.BAD_CERTIFICATE,
						CertificateMaker.localhost().criticalExtension("1.2.3.4", new byte[] { 5, 0 }).issuedBy(ROOT)),
				Sent.refused("name constraint of an unknown kind", SslReason.BAD_CERTIFICATE,
						CertificateMaker.localhost().issuedBy(unusual), unusual));
	}

	private static List<CertifiedKey> links(int count) {
		List<CertifiedKey> chain = new ArrayList<>();
		CertifiedKey issuer = ROOT;
		for (int i = 0; i < count; i++) {
			issuer = CertificateMaker.ca().subject("CN=Link " + i).issuedBy(issuer);
			chain.add(issuer);
		}
		chain.add(CertificateMaker.localhost().issuedBy(issuer));
		Collections.reverse(chain);
		return chain;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("chains")
	void clientWhenServerSendsAChainDecidesAsTheVerifierDoes(Sent sent) throws Exception {
		SslContext context = context(TrustSource.certificates(ROOT.certificate()), SslSessionCache.ofSize(10));
		for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
			try (RunningProgram server = server(protocol, sent.leaf(), sent.others())) {
				assertOutcome(context, server, sent.reason());
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenDirectoryIsRehashedLooksUpItsCa(String protocol) throws Exception {
		Path cas = Files.createDirectory(this.directory.resolve("cas"));
		Files.writeString(cas.resolve("other.pem"), OTHER_ROOT.certificatePem());
		rehash(cas);
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub").issuedBy(ROOT);
		CertifiedKey leaf = CertificateMaker.localhost().issuedBy(sub);
		SslContext context = context(TrustSource.directory(cas), SslSessionCache.ofSize(10));
		try (RunningProgram server = server(protocol, leaf, List.of(sub))) {
			assertOutcome(context, server, SslReason.UNKNOWN_CA);
			// Without another word to the context.
			Files.writeString(cas.resolve("root.pem"), ROOT.certificatePem());
			rehash(cas);
			assertOutcome(context, server, null);
		}
	}

	@Test
	void clientWhenACaIsRemovedRefusesAndAfterAReloadResumesNothing() throws Exception {
		Path cas = Files.createDirectory(this.directory.resolve("cas"));
		Files.writeString(cas.resolve("root.pem"), ROOT.certificatePem());
		Files.writeString(cas.resolve("other.pem"), OTHER_ROOT.certificatePem());
		rehash(cas);
		SslSessionCache shared = SslSessionCache.ofSize(10);
		SslContext before = context(TrustSource.directory(cas), shared);
		SslContext unused = context(TrustSource.directory(cas), SslSessionCache.ofSize(10));
		try (RunningProgram server = server("TLSv1.2", CertificateMaker.localhost().issuedBy(ROOT), List.of())) {
			assertOutcome(before, server, null);
			Files.delete(cas.resolve("root.pem"));
			rehash(cas);
			assertOutcome(unused, server, SslReason.UNKNOWN_CA);
			assertOutcome(context(TrustSource.directory(cas), shared), server, SslReason.UNKNOWN_CA);
		}
	}

	private static void assertOutcome(SslContext context, RunningProgram server, @Nullable SslReason reason) {
		Throwable refusal = catchThrowable(() -> {
			try (SslSocket socket = context.socketFactory().connect("localhost", Openssl.port(server))) {
				PerlConversation.write(socket, "ab\n");
				assertThat(PerlConversation.read(socket, 3)).isEqualTo("ba\n");
			}
		});
		if (reason == null) {
			assertThat(refusal).isNull();
		}
		else {
			assertThat(refusal).isInstanceOf(SslFailure.class);
			assertThat(((SslFailure) refusal).reason()).as(refusal.getMessage()).isEqualTo(reason);
		}
	}

	private static SslContext context(TrustSource trust, SslSessionCache cache) {
		return Material.client((builder) -> builder.trust(trust).sessionCache(cache));
	}

	private RunningProgram server(String protocol, CertifiedKey leaf, List<CertifiedKey> others) throws Exception {
		Path certificate = Files.writeString(this.directory.resolve("leaf.pem"), leaf.certificatePem());
		Path key = leaf.writePrivateKey(this.directory.resolve("leaf.key"));
		StringBuilder chain = new StringBuilder();
		others.forEach((other) -> chain.append(other.certificatePem()));
		if (chain.length() == 0) {
			return Openssl.server(protocol, certificate, key, "-rev");
		}
		Path file = Files.writeString(this.directory.resolve("others.pem"), chain);
		return Openssl.server(protocol, certificate, key, "-rev", "-cert_chain", file.toString());
	}

	private static void rehash(Path cas) {
		try (RunningProgram openssl = RunningProgram.start("openssl", "rehash", cas.toString())) {
			assertThat(openssl.awaitExit()).isZero();
		}
	}

}
