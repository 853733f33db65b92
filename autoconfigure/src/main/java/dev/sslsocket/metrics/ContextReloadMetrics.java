package dev.sslsocket.metrics;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.sslsocket.reload.ContextReloads;

/**
 * Counts reloads of contexts that follow their files: {@code ssl.context.reloads} with
 * the tags {@code context} and {@code result} ({@code success}, {@code failure}; each try
 * counts). It is there at zero from the start, so that an alert has something to compare
 * with. Safe for use by many threads.
 */
public final class ContextReloadMetrics implements MeterBinder {

	private final ContextReloads reloads;

	/**
	 * Creates the meters.
	 * @param reloads what is counted
	 */
	public ContextReloadMetrics(ContextReloads reloads) {
		this.reloads = reloads;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (String context : this.reloads.names()) {
			counter(registry, context, "success", (all) -> all.reloads(context));
			counter(registry, context, "failure", (all) -> all.failures(context));
		}
	}

	private void counter(MeterRegistry registry, String context, String result,
			ToDoubleFunction<ContextReloads> figure) {
		FunctionCounter.builder("ssl.context.reloads", this.reloads, figure)
			.description("Changed files of contexts that were put in force, or not")
			.tags("context", context, "result", result)
			.register(registry);
	}

}
