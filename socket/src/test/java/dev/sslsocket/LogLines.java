package dev.sslsocket;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What is written to a logger and those below it, and is kept from the console meanwhile.
 */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private final Logger logger;

	private final @Nullable Level before;

	private LogLines(String name, @Nullable Level level) {
		this.logger = (Logger) LoggerFactory.getLogger(name);
		this.before = this.logger.getLevel();
		this.logger.setAdditive(false);
		if (level != null) {
			this.logger.setLevel(level);
		}
	}

	/** Of a logger as it is configured. */
	static LogLines of(String name) {
		return of(name, null);
	}

	static LogLines of(String name, @Nullable Level level) {
		LogLines lines = new LogLines(name, level);
		lines.start();
		lines.logger.addAppender(lines);
		return lines;
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.events.add(event);
	}

	/** The messages, one for each event. */
	List<String> messages() {
		return this.events.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	List<ILoggingEvent> events() {
		return this.events;
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		this.logger.setAdditive(true);
		this.logger.setLevel(this.before);
	}

}
