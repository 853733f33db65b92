package dev.sslsocket;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Contexts by name. A context can be replaced while sockets live: those keep what they
 * have, new ones (also of factories and listening sockets taken from here) get the new
 * one. Safe for use by many threads.
 */
public final class SslContexts {

	/** The name of the context that is meant where none is named. */
	public static final String DEFAULT = "default";

	private static final AtomicReference<@Nullable SslContexts> GLOBAL = new AtomicReference<>();

	private final Map<String, Generation> contexts = new ConcurrentHashMap<>();

	private final List<Consumer<SslContext>> replaceListeners = new CopyOnWriteArrayList<>();

	private SslContexts(SslContext defaultContext, Map<String, SslContext> named) {
		named.forEach((name, context) -> this.contexts.put(name, new Generation(context, 0)));
		this.contexts.put(DEFAULT, new Generation(defaultContext, 0));
	}

	/**
	 * Makes a set of contexts.
	 * @param defaultContext the context named {@value #DEFAULT}
	 * @param named further contexts by name
	 * @return the contexts
	 */
	public static SslContexts of(SslContext defaultContext, Map<String, SslContext> named) {
		return new SslContexts(defaultContext, named);
	}

	/**
	 * Returns the contexts of this JVM, for clients that instantiate a factory by its
	 * class name and hence cannot be given one.
	 * @return the contexts; until somebody sets others, a default that trusts the JDK's
	 * CAs
	 */
	public static SslContexts global() {
		@Nullable SslContexts global = GLOBAL.get();
		if (global == null) {
			GLOBAL.compareAndSet(null, of(SslContext.builder().build(), Map.of()));
			return global();
		}
		return global;
	}

	/**
	 * Sets the contexts of this JVM.
	 * @param contexts the new ones; {@code null} to go back to the default
	 * @return the ones before, {@code null} where none had been set or asked for; for
	 * putting them back
	 */
	public static @Nullable SslContexts setGlobal(@Nullable SslContexts contexts) {
		return GLOBAL.getAndSet(contexts);
	}

	/**
	 * Returns the default context.
	 * @return the context named {@value #DEFAULT}
	 */
	public SslContext getDefault() {
		return get(DEFAULT);
	}

	/**
	 * Returns a context.
	 * @param name its name
	 * @return the context as it is now
	 * @throws NoSuchSslContextException if there is none of that name
	 */
	public SslContext get(String name) {
		return find(name).context;
	}

	/**
	 * Returns how often a context has been replaced.
	 * @param name its name
	 * @return 0 for the context that was there first, and one more with each
	 * {@link #replace}
	 * @throws NoSuchSslContextException if there is none of that name
	 */
	public long generation(String name) {
		return find(name).number;
	}

	private Generation find(String name) {
		@Nullable Generation found = this.contexts.get(name);
		if (found == null) {
			throw new NoSuchSslContextException(name, names());
		}
		return found;
	}

	/**
	 * Returns all names.
	 * @return the names, {@value #DEFAULT} first, the others sorted
	 */
	public List<String> names() {
		return Stream.concat(Stream.of(DEFAULT),
				new ConcurrentSkipListMap<>(this.contexts).keySet().stream().filter((name) -> !name.equals(DEFAULT)))
			.toList();
	}

	/**
	 * Puts a new context in an old one's place: the way to put new certificates, CAs or
	 * revocation lists in force without a restart. Build it first: while it cannot be
	 * built the old one goes on.
	 * <p>
	 * Live connections keep the old context, and it is free for the garbage collector
	 * with the last of them. A client that comes to a server with a session or a ticket
	 * of the old one goes through a full handshake and is checked anew. Our clients do so
	 * too, unless old and new have one session cache and nothing that decides about a
	 * server differs, the content of CA files and revocation lists included; who wants
	 * full handshakes all the same clears the cache. A debug level that was changed at
	 * run time stays in force, unless the new context is configured with another one than
	 * the old.
	 * @param name name of the context to replace
	 * @param context the new context
	 * @return the context before
	 * @throws NoSuchSslContextException if there is none of that name
	 */
	public SslContext replace(String name, SslContext context) {
		Generation before = find(name);
		while (!this.contexts.replace(name, before, before.followedBy(context))) {
			before = find(name);
		}
		this.replaceListeners.forEach((listener) -> listener.accept(context));
		return before.context;
	}

	/**
	 * Adds somebody who is told of new contexts.
	 * @param listener is given the context that took another's place
	 */
	public void onReplace(Consumer<SslContext> listener) {
		this.replaceListeners.add(listener);
	}

	/**
	 * Makes sockets that connect, with the context as it is when each is made.
	 * @param name name of the context
	 * @return a factory that follows {@link #replace}
	 * @throws NoSuchSslContextException if there is none of that name
	 */
	public SslSocketFactory socketFactory(String name) {
		get(name);
		return new SslSocketFactory(() -> get(name));
	}

	/**
	 * Makes sockets that listen, with the context as it is at each accept.
	 * @param name name of the context
	 * @return a factory that follows {@link #replace}
	 * @throws NoSuchSslContextException if there is none of that name
	 */
	public SslServerSocketFactory serverSocketFactory(String name) {
		get(name);
		return new SslServerSocketFactory(() -> get(name));
	}

	/**
	 * Returns the trust of a context, for clients that want it beside the factory.
	 * @param name name of the context
	 * @return a trust manager that follows {@link #replace}
	 * @throws NoSuchSslContextException if there is none of that name
	 */
	public X509ExtendedTrustManager trustManager(String name) {
		get(name);
		return new FollowingTrustManager(() -> get(name).trustManager());
	}

	/** A context and how many have had its name before it. */
	private record Generation(SslContext context, long number) {

		Generation followedBy(SslContext next) {
			next.debug().follow(this.context.debug());
			return new Generation(next, this.number + 1);
		}

	}

}
