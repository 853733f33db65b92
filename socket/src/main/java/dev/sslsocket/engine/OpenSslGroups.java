package dev.sslsocket.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * The key exchange groups of native engines. A context takes a list of groups whole or
 * not at all, and only when a connection needs it, so what it has is found out before, by
 * ClientHellos that nobody sees. Immutable; safe for use by many threads.
 */
final class OpenSslGroups {

	/** The library is the same for all contexts. */
	private static volatile @Nullable OpenSslGroups ofThisJvm;

	private final List<NamedGroup> usual;

	private final Set<NamedGroup> all;

	/**
	 * Creates them.
	 * @param usual those of engines for which none are set, the preferred first
	 * @param all those that can be set
	 */
	OpenSslGroups(List<NamedGroup> usual, Set<NamedGroup> all) {
		this.usual = usual;
		this.all = all;
	}

	/**
	 * Finds them out, once per JVM.
	 * @param clients makes contexts, which are released at once
	 */
	static OpenSslGroups ofThisJvm(OpenSslContexts.Maker clients) {
		@Nullable OpenSslGroups known = ofThisJvm;
		if (known == null) {
			Set<NamedGroup> all = EnumSet.noneOf(NamedGroup.class);
			Stream.of(NamedGroup.values())
				.filter((group) -> offered(clients, List.of(group.toString())).contains(group))
				.forEach(all::add);
			known = new OpenSslGroups(offered(clients, List.of()), all);
			ofThisJvm = known;
		}
		return known;
	}

	/** What a client offers that is told to offer some groups. */
	private static List<NamedGroup> offered(OpenSslContexts.Maker clients, List<String> groups) {
		try {
			OpenSslContext context = clients.make(new OpenSslContexts.Choice(List.of(), groups, ""));
			try {
				OpenSslSession session = new OpenSslSession(context.engine(null, EngineContext.NO_SLOT), () -> {
				});
				try {
					return EngineProbe.hello(session.engine())
						.map((hello) -> hello.groups()
							.stream()
							.flatMap((number) -> NamedGroup.of(number).stream())
							.toList())
						.orElse(List.of());
				}
				finally {
					session.release();
				}
			}
			finally {
				context.release();
			}
		}
		catch (SSLException | IllegalArgumentException ex) {
			return List.of();
		}
	}

	/**
	 * Returns what a context is to have.
	 * @param named what is asked for, by JSSE's names; empty for the usual
	 * @return the names of groups that there are
	 * @throws IllegalArgumentException if one is not there
	 */
	List<String> of(List<String> named) {
		return (named.isEmpty() ? this.usual.stream() : named.stream().map(this::require)).map(NamedGroup::toString)
			.toList();
	}

	private NamedGroup require(String name) {
		Optional<NamedGroup> group = NamedGroup.of(name);
		if (group.filter(this.all::contains).isEmpty()) {
			throw new IllegalArgumentException("'" + name + "' is not supported. Supported: " + this.all);
		}
		return group.get();
	}

}
