package dev.sslsocket;

import java.util.List;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.engine.ClientHello;
import dev.sslsocket.engine.NamedGroup;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.failure.SslReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DheGroupTests {

	private static final String DHE = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256";

	private static final String[] SUITES = { "TLS_AES_128_GCM_SHA256", DHE, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256" };

	@ParameterizedTest(name = "{0}, client names {1}: DHE {2}")
	@CsvSource({ "FFDHE2048,'',true", "FFDHE2048,29 23,true", "FFDHE2048,29 256,true", "FFDHE2048,257,false",
			"FFDHE2048,300,false", "FFDHE3072,'',false", "FFDHE3072,29,false", "FFDHE3072,256 257,true",
			"FFDHE3072,256,false" })
	void holdToWhenTheGroupWouldBeAnotherTakesDheAway(NamedGroup group, String named, boolean kept) throws TlsFault {
		List<Integer> groups = List.of(named.split(" "))
			.stream()
			.filter((number) -> !number.isEmpty())
			.map(Integer::valueOf)
			.toList();
		SSLParameters parameters = new SSLParameters(SUITES);
		new DheGroup(group).holdTo(parameters, new ClientHello(null, List.of(), groups, List.of(), List.of(), false));
		assertThat(List.of(parameters.getCipherSuites()).contains(DHE)).isEqualTo(kept);
		assertThat(parameters.getCipherSuites()).contains(SUITES[0], SUITES[2]);
	}

	@Test
	void holdToWhenThereIsNothingButDheEndsTheHandshake() {
		SSLParameters parameters = new SSLParameters(new String[] { DHE });
		assertThatExceptionOfType(TlsFault.class)
			.isThrownBy(() -> new DheGroup(NamedGroup.FFDHE3072).holdTo(parameters, null))
			.withMessage("all cipher suites are for DHE, and the client does not name ffdhe3072 (ssl.dh-file)")
			.satisfies((fault) -> assertThat(fault.reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE));
	}

}
