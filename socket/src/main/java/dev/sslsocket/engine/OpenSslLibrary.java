package dev.sslsocket.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.netty.handler.ssl.OpenSsl;

/**
 * The native library: whether it is there, and what of it the JVM's policy allows. What
 * {@code jdk.tls.disabledAlgorithms} disables stays disabled whichever engine is used.
 */
final class OpenSslLibrary {

	/** The versions that the library speaks. */
	static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1");

	private static final String LOADER = "io.netty.handler.ssl.OpenSsl";

	private static final String NATIVE = "io.netty:netty-tcnative-boringssl-static with the classifier of this"
			+ " platform, such as linux-x86_64";

	private OpenSslLibrary() {
	}

	/**
	 * Returns why the library cannot be used.
	 * @return a sentence's end, {@code it is …}; empty where it can be used
	 */
	static Optional<String> missing() {
		try {
			Class.forName(LOADER, false, OpenSslLibrary.class.getClassLoader());
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return Optional.of("io.netty:netty-handler is not on the class path. Add it and " + NATIVE);
		}
		return Loaded.WHY_NOT;
	}

	/** Whether Netty's class is there must be known before this one is loaded. */
	private static final class Loaded {

		static final Optional<String> WHY_NOT = whyNot();

		private Loaded() {
		}

		private static Optional<String> whyNot() {
			try {
				if (!OpenSsl.isAvailable()) {
					return Optional.of("its native library cannot be loaded (" + OpenSsl.unavailabilityCause()
							+ "). Add " + NATIVE);
				}
			}
			catch (LinkageError ex) {
				return Optional.of("its native library does not fit io.netty:netty-handler (" + ex + ")");
			}
			return OpenSsl.versionString().contains("BoringSSL") ? Optional.empty()
					: Optional.of("the native library is " + OpenSsl.versionString()
							+ ". Take io.netty:netty-tcnative-boringssl-static instead");
		}

	}

	/** What it calls itself, {@code BoringSSL}. */
	static String version() {
		return OpenSsl.versionString();
	}

	/** Those of some suites that the library has, in their order. */
	static String[] suites(String[] allowed) {
		Set<String> available = OpenSsl.availableJavaCipherSuites();
		return Arrays.stream(allowed).filter(available::contains).toArray(String[]::new);
	}

	/** Whether the library has a suite, allowed or not. */
	static boolean has(String suite) {
		return OpenSsl.availableJavaCipherSuites().contains(suite);
	}

}
