package dev.sslsocket.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.sslsocket.SslContexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for what a person reads who has not quoted a cipher list in YAML.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnquotedYamlTests {

	@TempDir
	private Path directory;

	@Test
	void listWhenItBeginsWithAnExclamationMarkIsToBeQuoted(CapturedOutput output) throws IOException {
		assertRefused("ssl:\n  contexts:\n    orders:\n      ciphers: !aNULL:HIGH # no anonymous ones\n");
		assertThat(output).contains("""
				***************************
				APPLICATION FAILED TO START
				***************************

				Description:

				A YAML file of the configuration cannot be read. Line 4 is \
				'ciphers: !aNULL:HIGH # no anonymous ones', and YAML takes what begins with ! for a type.

				Action:

				Quote the value and start again:

				    ciphers: '!aNULL:HIGH' # no anonymous ones
				""");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|',
			value = { "ssl.ciphers: !aNULL:HIGH:!MD5|ssl.ciphers: '!aNULL:HIGH:!MD5'",
					"ssl.ciphers: @SECLEVEL=2:HIGH|ssl.ciphers: '@SECLEVEL=2:HIGH'",
					"ssl.ciphers: !aNULL HIGH|ssl.ciphers: '!aNULL HIGH'",
					"ssl.protocols: !TLSv1.2|ssl.protocols: '!TLSv1.2'" })
	void valueWhenItNeedsQuotesIsShownWithThem(String line, String quoted, CapturedOutput output) throws IOException {
		assertRefused("other: value\n" + line + "\nmore: value\n");
		assertThat(output).contains("Line 2 is '" + line + "'").contains("start again:\n\n    " + quoted + "\n");
	}

	@Test
	void elementWhenItNeedsQuotesIsShownWithThem(CapturedOutput output) throws IOException {
		assertRefused("ssl:\n  ciphers:\n  - HIGH\n  - !aNULL\n");
		assertThat(output).contains("Line 4 is '- !aNULL'").contains("start again:\n\n    - '!aNULL'\n");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|', value = { "other: !aNULL", "other: @x", "ssl.ciphers: [HIGH" })
	void valueWhenItIsNotOursOrNotForQuotesIsLeftToBoot(String line, CapturedOutput output) throws IOException {
		assertRefused(line + "\n");
		assertThat(output).doesNotContain("Quote the value");
	}

	@Test
	void listWhenQuotedIsInForce() throws IOException {
		try (ConfigurableApplicationContext context = run("ssl:\n  ciphers: '!aNULL:ECDHE+AESGCM:!AES128'\n"
				+ "  cipher-suites: TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384\n  honor-cipher-order: false\n"
				+ "  contexts.orders.ciphers:\n  - CHACHA20\n  - '!aECDSA:!DHE'\n")) {
			SslContexts contexts = context.getBean(SslContexts.class);
			assertThat(contexts.getDefault().offer().ciphers().names()).containsExactly("TLS_AES_128_GCM_SHA256",
					"TLS_AES_256_GCM_SHA384", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384");
			assertThat(contexts.getDefault().offer().ciphers().honorOrder()).isFalse();
			assertThat(contexts.get("orders").offer().ciphers().names()).containsExactly("TLS_AES_128_GCM_SHA256",
					"TLS_AES_256_GCM_SHA384", "ECDHE-RSA-CHACHA20-POLY1305");
			assertThat(contexts.get("orders").offer().ciphers().honorOrder()).isFalse();
		}
	}

	private void assertRefused(String yaml) {
		assertThatThrownBy(() -> run(yaml).close()).isInstanceOf(RuntimeException.class);
	}

	private ConfigurableApplicationContext run(String yaml) throws IOException {
		Path file = Files.writeString(this.directory.resolve("application.yml"), yaml);
		return new SpringApplication(Application.class).run("--spring.config.location=file:" + file);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
