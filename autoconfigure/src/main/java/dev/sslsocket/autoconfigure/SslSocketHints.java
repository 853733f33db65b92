package dev.sslsocket.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image has to keep, and cannot see: the list of public suffixes, without
 * which no wildcard can be judged.
 */
final class SslSocketHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("dev/sslsocket/verify/public-suffixes.txt");
	}

}
