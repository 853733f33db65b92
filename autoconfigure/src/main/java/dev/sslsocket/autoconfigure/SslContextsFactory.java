package dev.sslsocket.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslContexts;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.VerifyMode;

/**
 * Builds every context that is configured.
 */
final class SslContextsFactory {

	private static final Log logger = LogFactory.getLog(SslContextsFactory.class);

	private final SslContextTranslator translator;

	private final List<SslContextCustomizer> customizers;

	SslContextsFactory(SslContextTranslator translator, List<SslContextCustomizer> customizers) {
		this.translator = translator;
		this.customizers = List.copyOf(customizers);
	}

	SslContexts create(SslContextProperties root, Map<String, SslContextProperties> named) {
		SslContext defaultContext = build(ContextLevels.ofDefault(root));
		Map<String, SslContext> contexts = new TreeMap<>();
		new TreeMap<>(named).forEach((name, own) -> contexts.put(name, build(new ContextLevels(name, own, root))));
		return SslContexts.of(defaultContext, contexts);
	}

	private SslContext build(ContextLevels levels) {
		SslContextBuilder builder = this.translator.translate(levels);
		this.customizers.forEach((customizer) -> customizer.customize(levels.name(), builder));
		SslContext context = this.translator.build(levels, builder);
		warnIfUnverified(context);
		return context;
	}

	private static void warnIfUnverified(SslContext context) {
		if (context.verifyMode() == VerifyMode.NONE) {
			logger.warn("SSL context '" + context.name()
					+ "' does not verify the servers it connects to (verify-mode: none): anybody can pose as them.");
		}
		else if (context.hostnameVerification() == HostnameScheme.NONE
				&& context.pins().filter((pins) -> pins.mode() != PinMode.ALTERNATIVE).isEmpty()) {
			logger.warn("SSL context '" + context.name() + "' does not check the names of the servers it connects to"
					+ " (verify-hostname: none): every certificate of a trusted CA will do.");
		}
	}

}
