package dev.sslsocket.autoconfigure;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslContexts;
import dev.sslsocket.reload.ContextReloads;
import dev.sslsocket.reload.FollowedContext;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.VerifyMode;

/**
 * Builds every context that is configured, and builds it again when its files change.
 */
final class SslContextsFactory {

	private static final Log logger = LogFactory.getLog(SslContextsFactory.class);

	private final SslContextTranslator translator;

	private final Supplier<LevelMaterial> material;

	private final List<SslContextCustomizer> customizers;

	/**
	 * Creates the factory.
	 * @param translator says to builders what properties say
	 * @param material makes a new loader of keys and CAs, which loads each once: one for
	 * the start, and one for each round of reloads
	 * @param customizers called for each context that is built, the first and later ones
	 */
	SslContextsFactory(SslContextTranslator translator, Supplier<LevelMaterial> material,
			List<SslContextCustomizer> customizers) {
		this.translator = translator;
		this.material = material;
		this.customizers = List.copyOf(customizers);
	}

	ConfiguredContexts create(SslContextProperties root, Map<String, SslContextProperties> named) {
		Map<String, ContextLevels> levels = new LinkedHashMap<>();
		levels.put(SslContexts.DEFAULT, ContextLevels.ofDefault(root));
		new TreeMap<>(named).forEach((name, own) -> levels.put(name, new ContextLevels(name, own, root)));
		List<FollowedContext> followed = levels.values().stream().flatMap(this::followed).toList();
		if (followed.isEmpty() && levels.values().stream().anyMatch(ContextLevels::reloadsOnUpdate)) {
			logger.warn("reload-on-update does nothing: no SSL context that it is true for names a file.");
		}
		SslContexts contexts = createAll(levels);
		return new ConfiguredContexts(contexts, new ContextReloads(contexts, followed, this.translator.ticketKeys(),
				() -> rebuilder(levels, contexts), Clock.systemUTC()));
	}

	private Stream<FollowedContext> followed(ContextLevels levels) {
		List<Path> files = levels.reloadsOnUpdate() ? this.translator.files(levels) : List.of();
		return files.isEmpty() ? Stream.empty() : Stream.of(new FollowedContext(levels.name(), files));
	}

	private SslContexts createAll(Map<String, ContextLevels> levels) {
		LevelMaterial material = this.material.get();
		Map<String, SslContext> contexts = new LinkedHashMap<>();
		levels.forEach((name, of) -> {
			SslContext context = build(of, this.translator.translate(of, material));
			warnIfUnverified(context);
			contexts.put(name, context);
		});
		return SslContexts.of(contexts.get(SslContexts.DEFAULT), contexts);
	}

	private Function<String, SslContext> rebuilder(Map<String, ContextLevels> levels, SslContexts contexts) {
		LevelMaterial material = this.material.get();
		return (name) -> {
			ContextLevels of = levels.get(name);
			SslContextBuilder builder = this.translator.translate(of, material);
			// The cache is a directory, which others hold too; the sessions stay with the
			// engine of the old context.
			return build(of, builder.sessionCache(contexts.get(name).sessionCache()));
		};
	}

	private SslContext build(ContextLevels levels, SslContextBuilder builder) {
		this.customizers.forEach((customizer) -> customizer.customize(levels.name(), builder));
		return this.translator.build(levels, builder);
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
