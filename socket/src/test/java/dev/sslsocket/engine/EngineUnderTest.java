package dev.sslsocket.engine;

import java.util.Locale;

/**
 * The engine that contexts of this JVM take where nothing is set. The build runs the
 * tests of the rooms that need one with each engine, by the system property
 * {@value #PROPERTY}.
 */
public final class EngineUnderTest {

	/** Read by every builder of a context. */
	public static final String PROPERTY = "dev.sslsocket.engine";

	private EngineUnderTest() {
	}

	/** The engine. */
	public static EngineProvider provider() {
		return EngineProvider.valueOf(System.getProperty(PROPERTY, "jdk").toUpperCase(Locale.ROOT));
	}

	/** Whether it has something that not every engine has. */
	public static boolean can(EngineFeature feature) {
		return provider().can(feature);
	}

	/** Whether its contexts end one direction of TLS before the other. */
	public static boolean closesHalf() {
		return can(EngineFeature.HALF_CLOSE);
	}

	/** Whether it is the native one. */
	public static boolean isNative() {
		return provider() == EngineProvider.OPENSSL;
	}

}
