package dev.sslsocket.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes why a server of ours failed a handshake, for whoever has the log only: INFO, one
 * line, at most ten a minute for each reason, since anybody can make a server fail.
 * DEBUG, and unbounded, is what our own clients fail with, whose callers get the
 * exception, and peers that only connect and close, as health checks do. While DEBUG is
 * on, each has its trace beneath. Safe for use by many threads.
 */
public final class FailureLog implements SslConnectionListener {

	private static final Logger LOGGER = LoggerFactory.getLogger(FailureLog.class);

	private static final int LINES = 10;

	private static final Duration SPAN = Duration.ofMinutes(1);

	private final Map<SslReason, Span> spans = new ConcurrentHashMap<>();

	private final Clock clock;

	private final Consumer<String> info;

	public FailureLog() {
		this(Clock.systemUTC(), LOGGER::info);
	}

	FailureLog(Clock clock, Consumer<String> info) {
		this.clock = clock;
		this.info = info;
	}

	/**
	 * A minute, how many failed in it, and how many were passed over in the one before.
	 */
	private record Span(Instant end, long failures, long passedOver) {

		private Span next(Instant now) {
			return now.isBefore(this.end) ? new Span(this.end, this.failures + 1, this.passedOver)
					: first(now, Math.max(0, this.failures - LINES));
		}

		private static Span first(Instant now, long passedOver) {
			return new Span(now.plus(SPAN), 1, passedOver);
		}

	}

	@Override
	public void failed(LiveConnection connection, SslFailure failure) {
		SslConnection failed = connection.snapshot();
		if (failed.side() == ConnectionSide.CLIENT || failure.reason() == SslReason.CLOSED) {
			if (LOGGER.isDebugEnabled()) {
				LOGGER.debug(line(failed, failure));
			}
			return;
		}
		Instant now = this.clock.instant();
		Span span = this.spans.compute(failure.reason(),
				(reason, current) -> (current == null) ? Span.first(now, 0) : current.next(now));
		if (span.failures() == 1 && span.passedOver() > 0) {
			this.info.accept(where(failed) + failure.reason() + ": " + span.passedOver() + " more were not logged");
		}
		if (span.failures() <= LINES) {
			this.info.accept(line(failed, failure));
		}
	}

	private static String line(SslConnection failed, SslFailure failure) {
		return where(failed) + (LOGGER.isDebugEnabled() ? textWithTrace(failure) : FailureText.of(failure));
	}

	/**
	 * Returns a failure's message in one line, and its trace beneath.
	 * @param failure the failure
	 * @return printable lines
	 */
	public static String textWithTrace(SslFailure failure) {
		StringBuilder text = new StringBuilder(FailureText.of(failure));
		failure.trace().forEach((line) -> text.append("\n    ").append(line));
		return text.toString();
	}

	private static String where(SslConnection failed) {
		return "Context '" + failed.context() + "', " + failed.side() + ": ";
	}

}
