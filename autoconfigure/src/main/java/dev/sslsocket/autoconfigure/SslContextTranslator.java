package dev.sslsocket.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.reload.FollowedTicketKeys;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.verify.VerifyMode;

/**
 * Says to a builder what the properties say. The library below knows a setting's name;
 * what it refuses leaves here with the property's full name and origin.
 */
final class SslContextTranslator {

	private static final Log logger = LogFactory.getLog(SslContextTranslator.class);

	private final PropertyErrors errors;

	private final @Nullable SslSessionCache sharedCache;

	private final boolean forbidVerifyNone;

	private final TicketKeyFiles ticketKeys = new TicketKeyFiles();

	/**
	 * Creates the translator.
	 * @param errors what says where a wrong property was written
	 * @param sharedCache the session cache of all contexts that have not switched it off;
	 * {@code null} to give each its own
	 * @param forbidVerifyNone whether a context that does not verify servers is refused
	 */
	SslContextTranslator(PropertyErrors errors, @Nullable SslSessionCache sharedCache, boolean forbidVerifyNone) {
		this.forbidVerifyNone = forbidVerifyNone;
		this.errors = errors;
		this.sharedCache = sharedCache;
	}

	/**
	 * Translates one context.
	 * @param levels its properties
	 * @param material loads keys and CAs
	 * @return a builder that may be changed before it builds
	 * @throws SslPropertyException if a property cannot be used
	 */
	SslContextBuilder translate(ContextLevels levels, LevelMaterial material) {
		SslContextBuilder builder = SslContext.builder().name(levels.name());
		return this.errors.locate(levels, () -> {
			new IdentityProperties(levels).applyTo(builder, material);
			material.trust(levels.level(KeyGroup.TRUST)).forEach(builder::trust);
			material.clientCas(levels.level(KeyGroup.TRUST)).forEach(builder::clientCaNames);
			new PinProperties(levels.level(KeyGroup.TRUST)).applyTo(builder);
			new RevocationProperties(levels).applyTo(builder, material);
			applyVerification(levels, builder);
			new OfferProperties(levels).applyTo(builder);
			applyConnection(levels, builder);
			new SessionProperties(levels, this.sharedCache).applyTo(builder, this.ticketKeys);
			return builder;
		});
	}

	/**
	 * Builds a context.
	 * @param levels its properties
	 * @param builder what {@link #translate} has returned
	 * @return the context
	 * @throws SslPropertyException if a property cannot be used
	 */
	SslContext build(ContextLevels levels, SslContextBuilder builder) {
		return this.errors.locate(levels, () -> allowed(builder.build()));
	}

	/** What a customizer has set counts too. */
	private SslContext allowed(SslContext context) {
		if (this.forbidVerifyNone && context.verifyMode() == VerifyMode.NONE) {
			throw new SslConfigurationException("verify-mode", "is none for context '" + context.name()
					+ "', and ssl.forbid-verify-none is true. Trust the CA of its servers with ca-file, or pin their certificates.");
		}
		return context;
	}

	/**
	 * Finds the files that a context is built from.
	 * @param levels its properties
	 * @return files and directories
	 * @throws SslPropertyException if what one of them names cannot change
	 */
	List<Path> files(ContextLevels levels) {
		return this.errors.locate(levels, () -> MaterialFiles.of(levels));
	}

	/**
	 * Those keys of session tickets, of all contexts that were translated, that can
	 * change.
	 */
	List<FollowedTicketKeys> ticketKeys() {
		return this.ticketKeys.followed();
	}

	private void applyVerification(ContextLevels levels, SslContextBuilder builder) {
		with(levels.value(SslContextProperties::verifyMode), PropertyWords::verifyMode, builder::verifyMode);
		with(levels.value(SslContextProperties::verifyHostname), PropertyWords::hostnameScheme,
				builder::hostnameVerification);
		with(levels.own().verifyName(), Function.identity(), builder::verifyName);
		@Nullable String clientAuth = levels.value(SslContextProperties::clientAuth);
		with(clientAuth, PropertyWords::clientAuth, builder::clientAuth);
		if (clientAuth != null && PropertyWords.asksOnlyOnce(clientAuth)) {
			logger.info(this.errors.name(levels, "client-auth")
					+ ": 0x04 (SSL_VERIFY_CLIENT_ONCE) is ignored. It is about renegotiation, which is refused anyway.");
		}
	}

	private void applyConnection(ContextLevels levels, SslContextBuilder builder) {
		with(levels.value(SslContextProperties::connectTimeout), Function.identity(), builder::connectTimeout);
		with(levels.value(SslContextProperties::handshakeTimeout), Function.identity(), builder::handshakeTimeout);
		with(levels.value(SslContextProperties::readTimeout), Function.identity(), builder::readTimeout);
		with(levels.value(SslContextProperties::writeTimeout), Function.identity(), builder::writeTimeout);
		with(levels.value(SslContextProperties::closeTimeout), Function.identity(), builder::closeTimeout);
		with(levels.value(SslContextProperties::eofPolicy), PropertyWords::eofPolicy, builder::eofPolicy);
		with(levels.value(SslContextProperties::keepSocketOnError), Function.identity(), builder::keepSocketOnError);
		with(levels.value(SslContextProperties::debug), PropertyWords::debug, builder::debug);
	}

	private static <T, V> void with(@Nullable T written, Function<T, V> reading, Consumer<V> setter) {
		if (written != null) {
			setter.accept(reading.apply(written));
		}
	}

}
