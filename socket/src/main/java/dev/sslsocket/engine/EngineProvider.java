package dev.sslsocket.engine;

import java.util.Locale;
import java.util.Optional;

/**
 * The implementations of TLS that there are. The text form is what {@code ssl.engine}
 * takes.
 */
public enum EngineProvider {

	/** The JDK's, which is always there. */
	JDK {

		@Override
		public Optional<String> missing() {
			return Optional.empty();
		}

		@Override
		public boolean can(EngineFeature feature) {
			return feature.ofTheJdk();
		}

		@Override
		public EngineContext open(EngineSettings settings) {
			return new JdkEngineContext(settings, Buffers.onHeap());
		}

	},

	/** BoringSSL, by Netty. */
	OPENSSL {

		@Override
		public Optional<String> missing() {
			return OpenSslLibrary.missing();
		}

		@Override
		public boolean can(EngineFeature feature) {
			return feature.ofOpenSsl();
		}

		@Override
		public EngineContext open(EngineSettings settings) {
			return new OpenSslEngineContext(settings, Buffers.direct(), System::nanoTime);
		}

	};

	/**
	 * Returns why it cannot be used here.
	 * @return the reason and the way out; empty where it can be used
	 */
	public abstract Optional<String> missing();

	/** Returns whether its engines have something. */
	public abstract boolean can(EngineFeature feature);

	/**
	 * Opens a context.
	 * @param settings what its engines share
	 * @return the context
	 */
	public abstract EngineContext open(EngineSettings settings);

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
