package dev.sslsocket.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.sslsocket.failure.SslConfigurationException;

import org.jspecify.annotations.Nullable;

/**
 * The key exchange groups of native engines: those of the library that the JVM's policy
 * allows. A context takes a list of groups whole or not at all, and only when a
 * connection needs it, so what the library has is found out before, by ClientHellos that
 * nobody sees. Immutable; safe for use by many threads.
 */
final class OpenSslGroups {

	/** The library and the policy are the same for all contexts. */
	private static volatile @Nullable OpenSslGroups ofThisJvm;

	private final Set<NamedGroup> library;

	private final Set<NamedGroup> allowed = EnumSet.noneOf(NamedGroup.class);

	private final List<NamedGroup> usual;

	/**
	 * Creates them.
	 * @param usual the library's own choice, the preferred first
	 * @param library all that it has
	 * @param policy which of them are allowed
	 * @throws SslConfigurationException if there are none
	 */
	OpenSslGroups(List<NamedGroup> usual, Set<NamedGroup> library, Predicate<NamedGroup> policy) {
		this.library = library;
		library.stream().filter(policy).forEach(this.allowed::add);
		this.usual = usual.stream().filter(this.allowed::contains).toList();
		if (this.usual.isEmpty()) {
			throw new SslConfigurationException("engine",
					"is openssl, and the security property " + GroupPolicy.PROPERTY
							+ " disables every group that it has for key exchange, which are " + library
							+ ". Take engine: jdk");
		}
	}

	/**
	 * Finds them out, once per JVM.
	 * @param clients opens contexts of the library's
	 * @param jdk says what the policy allows
	 */
	static OpenSslGroups ofThisJvm(OpenSslContexts.Maker clients, EngineContext jdk) {
		@Nullable OpenSslGroups known = ofThisJvm;
		if (known == null) {
			Set<NamedGroup> library = EnumSet.noneOf(NamedGroup.class);
			Stream.of(NamedGroup.values())
				.filter((group) -> offered(clients, List.of(group.toString())).contains(group))
				.forEach(library::add);
			known = new OpenSslGroups(offered(clients, List.of()), library, GroupPolicy.of(jdk)::allows);
			ofThisJvm = known;
		}
		return known;
	}

	/** What a client offers that is told to offer some groups, or none in particular. */
	private static List<NamedGroup> offered(OpenSslContexts.Maker clients, List<String> groups) {
		return OpenSslHello.of(clients, groups)
			.map((hello) -> hello.groups().stream().flatMap((number) -> NamedGroup.of(number).stream()).toList())
			.orElse(List.of());
	}

	/**
	 * Returns what a context is to have.
	 * @param named what is asked for, by JSSE's names; empty for the library's choice
	 * @return the names of groups that are there and allowed
	 * @throws IllegalArgumentException if one of those named is not
	 */
	List<String> of(List<String> named) {
		return (named.isEmpty() ? this.usual.stream() : named.stream().map(this::require)).map(NamedGroup::toString)
			.toList();
	}

	private NamedGroup require(String name) {
		Optional<NamedGroup> group = NamedGroup.of(name);
		if (group.filter(this.allowed::contains).isEmpty()) {
			throw new IllegalArgumentException("'" + name + "' is "
					+ (group.filter(this::disables).isPresent()
							? "disabled by the security property " + GroupPolicy.PROPERTY : "not supported")
					+ ". Supported: " + this.allowed);
		}
		return group.get();
	}

	/** Whether the library has a group and the policy does not allow it. */
	boolean disables(NamedGroup group) {
		return this.library.contains(group) && !this.allowed.contains(group);
	}

}
