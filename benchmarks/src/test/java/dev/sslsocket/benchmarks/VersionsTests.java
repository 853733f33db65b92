package dev.sslsocket.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VersionsTests {

	@Test
	void ofWhenJarsAreThereNamesThem() {
		assertThat(Versions.of("/x/classes:/r/spring-boot-autoconfigure-4.1.2.jar:/r/spring-boot-4.1.1.jar"
				+ ":/r/netty-handler-4.2.19.Final.jar:/r/tls-channel-0.10.1.jar"))
			.containsExactly("Netty 4.2.19", "Spring Boot 4.1.1", "tls-channel 0.10.1");
	}

}
