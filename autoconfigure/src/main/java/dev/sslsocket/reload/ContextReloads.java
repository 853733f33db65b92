package dev.sslsocket.reload;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.SslTicketKeys;

/**
 * Replaces contexts whose files have changed, and keys of session tickets. One daemon
 * thread looks after all of them while the application runs; where nothing follows its
 * files there is none. Safe for use by many threads.
 */
public final class ContextReloads implements SmartLifecycle {

	/** The name of the thread. */
	static final String THREAD = "ssl-context-reload";

	private static final Log logger = LogFactory.getLog(ContextReloads.class);

	private static final int SECONDS = 2;

	private final SslContexts contexts;

	private final List<FollowedContext> followed;

	private final List<FollowedTicketKeys> ticketKeys;

	private final Supplier<Function<String, SslContext>> builders;

	private final Clock clock;

	private final ReentrantLock checking = new ReentrantLock();

	private volatile @Nullable ScheduledExecutorService thread;

	/**
	 * Creates what has yet to be started.
	 * @param contexts where contexts are replaced
	 * @param followed the contexts to look after
	 * @param ticketKeys the keys of session tickets to look after
	 * @param builders gives, for one round of reloads, what builds the context of a name:
	 * what several of them have in common needs to be read only once
	 * @param clock for the times that are shown
	 */
	public ContextReloads(SslContexts contexts, List<FollowedContext> followed, List<FollowedTicketKeys> ticketKeys,
			Supplier<Function<String, SslContext>> builders, Clock clock) {
		this.contexts = contexts;
		this.followed = List.copyOf(followed);
		this.ticketKeys = List.copyOf(ticketKeys);
		this.builders = builders;
		this.clock = clock;
	}

	/**
	 * Looks at the files now, as is done every two seconds anyway. A change is acted on
	 * by the check after the one that has found it, unless there is another in between.
	 */
	public void check() {
		this.checking.lock();
		try {
			Map<Path, List<FileState>> looks = new HashMap<>();
			Function<Path, List<FileState>> states = (path) -> looks.computeIfAbsent(path, FileState::at);
			this.ticketKeys.stream()
				.filter((keys) -> keys.isDue(states))
				.forEach((keys) -> keys.reload(this.clock.instant()));
			List<FollowedContext> due = this.followed.stream().filter((context) -> context.isDue(states)).toList();
			if (!due.isEmpty()) {
				Function<String, SslContext> builder = this.builders.get();
				due.forEach((context) -> context.reload(builder, this.contexts, this.clock.instant()));
			}
		}
		finally {
			this.checking.unlock();
		}
	}

	/**
	 * Returns how reloading a context goes, or the keys of its tickets where these fail.
	 * @param contextName name of the context
	 * @return its status, empty for one that does not follow its files
	 */
	public Optional<ReloadStatus> status(String contextName) {
		Optional<ReloadStatus> own = this.followed.stream()
			.filter((context) -> context.name().equals(contextName))
			.map(FollowedContext::status)
			.findFirst();
		return own.filter((status) -> status.failure() != null)
			.or(() -> ticketKeys(contextName).filter((status) -> status.failure() != null))
			.or(() -> own);
	}

	private Optional<ReloadStatus> ticketKeys(String contextName) {
		Optional<SslTicketKeys> keys = this.contexts.names().contains(contextName)
				? this.contexts.get(contextName).ticketKeys() : Optional.empty();
		return this.ticketKeys.stream()
			.filter((followed) -> keys.filter((own) -> own == followed.keys()).isPresent())
			.map(FollowedTicketKeys::status)
			.findFirst();
	}

	/**
	 * Returns the contexts that follow their files.
	 * @return their names
	 */
	public List<String> names() {
		return this.followed.stream().map(FollowedContext::name).toList();
	}

	/**
	 * Returns how often changed files of a context were put in force.
	 * @param contextName name of the context
	 * @return the number since the start; 0 for one that does not follow its files
	 */
	public long reloads(String contextName) {
		return count(contextName, FollowedContext::reloads);
	}

	/**
	 * Returns how often that was tried in vain, each try counted.
	 * @param contextName name of the context
	 * @return the number since the start; 0 for one that does not follow its files
	 */
	public long failures(String contextName) {
		return count(contextName, FollowedContext::failures);
	}

	private long count(String contextName, ToLongFunction<FollowedContext> figure) {
		return this.followed.stream().filter((context) -> context.name().equals(contextName)).mapToLong(figure).sum();
	}

	@Override
	public void start() {
		if (this.followed.isEmpty() && this.ticketKeys.isEmpty() || isRunning()) {
			return;
		}
		ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread created = new Thread(task, THREAD);
			created.setDaemon(true);
			return created;
		});
		executor.scheduleWithFixedDelay(this::checkAndGoOn, SECONDS, SECONDS, TimeUnit.SECONDS);
		this.thread = executor;
		if (!this.followed.isEmpty()) {
			logger.info("These SSL contexts follow their files: "
					+ this.followed.stream().map(FollowedContext::name).collect(Collectors.joining(", ")));
		}
		this.ticketKeys.forEach((keys) -> logger.info("Session tickets follow the files of their keys: "
				+ keys.keys().names() + ", of which the first encrypts."));
	}

	/** A scheduled task that throws is never run again, and nobody is told. */
	private void checkAndGoOn() {
		try {
			check();
		}
		catch (RuntimeException | Error ex) {
			logger.error("Looking for changed files of SSL contexts has failed. It goes on.", ex);
		}
	}

	@Override
	public void stop() {
		@Nullable ScheduledExecutorService running = this.thread;
		this.thread = null;
		if (running != null) {
			// A reload that is under way ends in peace; interrupted, its files would be
			// reported as unreadable.
			running.shutdown();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

}
