package dev.sslsocket.autoconfigure;

import dev.sslsocket.SslContextBuilder;

/**
 * Changes contexts in code after their properties have been applied and before they are
 * built. Beans of this type are called in their order, once for each context.
 * Implementations need not be thread-safe: contexts are built one after the other.
 *
 * <pre class="code">
 * &#64;Bean
 * SslContextCustomizer clock(Clock clock) {
 * 	return (contextName, builder) -&gt; builder.clock(clock);
 * }
 * </pre>
 */
@FunctionalInterface
public interface SslContextCustomizer {

	/**
	 * Changes one context.
	 * @param contextName name of the context, {@code default} for the one that
	 * {@code ssl.*} itself describes
	 * @param builder what the properties say; change it in place
	 */
	void customize(String contextName, SslContextBuilder builder);

}
