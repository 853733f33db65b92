package dev.sslsocket.revocation;

import java.security.Security;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CrlAlgorithmsTests {

	@Test
	void disabledWhenNamedIsRefusedByAnyOfItsParts() {
		Predicate<String> disabled = CrlAlgorithms
			.disabled("MD2, SHA1 jdkCA & usage TLSServer, RSA keySize < 1024, SHA-384, SHA512withECDSA, include x.y");
		assertThat(disabled).accepts("MD2WITHRSA", "SHA384WITHECDSA", "SHA512WITHECDSA", "SHA384WITHRSAANDMGF1")
			.rejects("SHA256WITHRSA", "SHA1WITHRSA", "SHA512WITHRSA", "ED25519");
		assertThat(CrlAlgorithms.disabled("")).rejects("MD5WITHRSA", "");
	}

	@Test
	void disabledByTheJdkIsWhatItsPropertySays() {
		assertThat(Security.getProperty("jdk.certpath.disabledAlgorithms")).contains("MD5");
		assertThat(CrlAlgorithms.disabledByTheJdk()).accepts("MD5WITHRSA").rejects("SHA256WITHRSA", "SHA256WITHECDSA");
	}

}
