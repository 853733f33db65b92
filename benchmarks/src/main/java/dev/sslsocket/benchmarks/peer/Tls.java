package dev.sslsocket.benchmarks.peer;

import javax.net.ssl.SSLEngine;

/**
 * What all implementations are made to negotiate, so that they do the same work:
 * BoringSSL's servers choose AES-128 where the JDK's would choose AES-256, and cannot be
 * told otherwise.
 */
public enum Tls {

	/** TLS 1.3. */
	V1_3("TLSv1.3", "TLS_AES_128_GCM_SHA256"),

	/** TLS 1.2. */
	V1_2("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

	private final String protocol;

	private final String suite;

	Tls(String protocol, String suite) {
		this.protocol = protocol;
		this.suite = suite;
	}

	/** The version, by the JDK's name. */
	public String protocol() {
		return this.protocol;
	}

	/** The cipher suite, by the JDK's name. */
	public String suite() {
		return this.suite;
	}

	void confine(SSLEngine engine) {
		engine.setEnabledProtocols(new String[] { this.protocol });
		engine.setEnabledCipherSuites(new String[] { this.suite });
	}

}
