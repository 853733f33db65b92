package dev.sslsocket.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Says once that sockets are left behind unclosed: WARN. At DEBUG each of them is a line
 * with the place where it was opened, which is remembered only when that level is on.
 * Safe for use by many threads.
 */
public final class LeakLog implements SslConnectionListener {

	private static final Logger LOGGER = LoggerFactory.getLogger(LeakLog.class);

	private static final String NEVER_CLOSED = " was never closed, and the garbage collector took it.";

	private final Map<Long, Throwable> places = new ConcurrentHashMap<>();

	private final AtomicBoolean warned = new AtomicBoolean();

	private final BooleanSupplier debug;

	private final BiConsumer<String, @Nullable Throwable> lines;

	/** Creates a log that has said nothing yet. */
	public LeakLog() {
		this(LOGGER::isDebugEnabled, (line, place) -> {
			if (place != null) {
				LOGGER.debug(line, place);
			}
			else {
				LOGGER.warn(line);
			}
		});
	}

	LeakLog(BooleanSupplier debug, BiConsumer<String, @Nullable Throwable> lines) {
		this.debug = debug;
		this.lines = lines;
	}

	@Override
	public void opened(LiveConnection connection) {
		if (this.debug.getAsBoolean()) {
			this.places.put(connection.id(), new Throwable("opened here"));
		}
	}

	@Override
	public void leaked(LiveConnection connection) {
		SslConnection left = connection.snapshot();
		String line = "Context '" + left.context() + "', " + left.side() + ": a socket to " + left.peer()
				+ NEVER_CLOSED;
		@Nullable Throwable place = this.places.get(connection.id());
		if (place != null) {
			this.lines.accept(line, place);
		}
		else if (this.warned.compareAndSet(false, true)) {
			this.lines.accept(line + " Its peer may wait for it, and descriptors may run out; further ones are"
					+ " counted only. Set " + LeakLog.class.getName() + " to DEBUG to see where they are opened.",
					null);
		}
	}

	@Override
	public void closed(LiveConnection connection) {
		this.places.remove(connection.id());
	}

}
