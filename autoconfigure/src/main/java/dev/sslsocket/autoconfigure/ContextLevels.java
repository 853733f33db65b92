package dev.sslsocket.autoconfigure;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.SslContexts;

/**
 * What is written about a context itself and, below it, what it inherits.
 *
 * @param name name of the context
 * @param own what is written about it
 * @param inherited what is written about the default context, {@code null} for that one
 * itself
 */
record ContextLevels(String name, SslContextProperties own, @Nullable SslContextProperties inherited) {

	static ContextLevels ofDefault(SslContextProperties own) {
		return new ContextLevels(SslContexts.DEFAULT, own, null);
	}

	/** The prefix of the context's own keys. */
	String prefix() {
		return (this.inherited == null) ? SslContextProperties.PREFIX : ContextNames.PREFIX + "." + this.name;
	}

	/** The level that a group of keys is taken from as a whole. */
	SslContextProperties level(KeyGroup group) {
		return isOwn(group) ? this.own : this.inherited;
	}

	boolean isOwn(KeyGroup group) {
		return this.inherited == null || this.own.sets(group) || group == KeyGroup.NEVER_INHERITED;
	}

	/** The value of a key that is inherited alone. */
	<T extends @Nullable Object> @Nullable T value(Function<SslContextProperties, @Nullable T> key) {
		@Nullable T value = key.apply(this.own);
		return (value != null || this.inherited == null) ? value : key.apply(this.inherited);
	}

	boolean reloadsOnUpdate() {
		return Boolean.TRUE.equals(value(SslContextProperties::reloadOnUpdate));
	}

	/** The prefix of the level that a key's value comes from. */
	String prefixOf(String key) {
		return isFromOwn(key) ? prefix() : SslContextProperties.PREFIX;
	}

	/** What is written under a key on the level that its value comes from. */
	@Nullable Object written(String key) {
		return (isFromOwn(key) ? this.own : this.inherited).byKey().get(key);
	}

	private boolean isFromOwn(String key) {
		KeyGroup group = KeyGroup.of(key);
		return (group != KeyGroup.SINGLE) ? isOwn(group) : this.inherited == null || this.own.byKey().get(key) != null
				|| this.inherited.byKey().get(key) == null;
	}

}
