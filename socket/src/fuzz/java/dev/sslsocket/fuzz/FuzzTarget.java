package dev.sslsocket.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is fuzzed, and with what it begins.
 */
enum FuzzTarget {

	PREFACE("engine.PrefaceFuzzer", 40 * 1024) {

		@Override
		List<byte[]> seeds() {
			return List.of(Seeds.clientHello(), "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
					new byte[] { 21, 3, 3, 0, 2, 2, 40 });
		}

	},

	HANDSHAKE_OBSERVER("engine.HandshakeObserverFuzzer", 4096) {

		@Override
		List<byte[]> seeds() {
			return List.of(Seeds.clientHello(), Seeds.serverFlight());
		}

	},

	PEER_NAME("verify.PeerNameFuzzer", 600) {

		@Override
		List<byte[]> seeds() {
			return List.of("www.example.com\n*.example.com".getBytes(StandardCharsets.UTF_8),
					"[::1]:443\n::1".getBytes(StandardCharsets.UTF_8),
					"b\u00fccher.example\nxn--bcher-kva.example".getBytes(StandardCharsets.UTF_8));
		}

	},

	CERTIFICATE("verify.CertificateFuzzer", 8192) {

		@Override
		List<byte[]> seeds() {
			return Seeds.certificates();
		}

	},

	CERTIFICATE_EXTENSION("verify.CertificateExtensionFuzzer", 1024) {

		@Override
		List<byte[]> seeds() {
			return Seeds.extensions();
		}

	},

	STAPLE("verify.StapleFuzzer", 4096) {

		@Override
		List<byte[]> seeds() {
			return List.of(FuzzPki.staple(), FuzzPki.revokedStaple());
		}

	},

	REVOCATION_LIST("verify.RevocationListFuzzer", 4096) {

		@Override
		List<byte[]> seeds() {
			return List.of(FuzzPki.list(), FuzzPki.revokingList());
		}

	};

	private final String name;

	private final int longestInput;

	FuzzTarget(String name, int longestInput) {
		this.name = name;
		this.longestInput = longestInput;
	}

	/** Inputs that get the fuzzer past the first check. */
	abstract List<byte[]> seeds();

	String className() {
		return "dev.sslsocket." + this.name;
	}

	String simpleName() {
		return this.name.substring(this.name.indexOf('.') + 1);
	}

	int longestInput() {
		return this.longestInput;
	}

}
