package dev.sslsocket.reload;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;

/**
 * A context by its name, and the files it is built from. Create it before they are read:
 * what changes in between is then read once more, and not missed. Used by one thread at a
 * time; the status may be read by any.
 */
public final class FollowedContext {

	private static final Log logger = LogFactory.getLog(FollowedContext.class);

	private final String name;

	private final FollowedFiles files;

	private volatile ReloadStatus status = ReloadStatus.FIRST;

	private final LongAdder reloads = new LongAdder();

	private final LongAdder failures = new LongAdder();

	/**
	 * Remembers the files as they are now.
	 * @param name name of the context
	 * @param paths files, and directories of which each file counts
	 */
	public FollowedContext(String name, List<Path> paths) {
		this.name = name;
		this.files = new FollowedFiles(paths);
	}

	String name() {
		return this.name;
	}

	ReloadStatus status() {
		return this.status;
	}

	/** How often changed files were put in force. */
	long reloads() {
		return this.reloads.sum();
	}

	/** How often that was tried in vain. */
	long failures() {
		return this.failures.sum();
	}

	/**
	 * Looks at the files, and says whether something is to be done about them.
	 * @param states what a file or directory shows: the same to all contexts of a check,
	 * so that those which share a file are due together
	 */
	boolean isDue(Function<Path, List<FileState>> states) {
		return this.files.isDue(states);
	}

	/**
	 * Puts the files as they were last seen in force, unless they are already.
	 * @param builder builds the context of a name from what its files hold now
	 * @param contexts where the old one is
	 * @param now the time, for those who ask
	 */
	void reload(Function<String, SslContext> builder, SslContexts contexts, Instant now) {
		@Nullable String content = this.files.begin();
		if (content == null) {
			this.status = this.status.mended();
			return;
		}
		SslContext next;
		try {
			next = builder.apply(this.name);
		}
		catch (RuntimeException | Error ex) {
			// An Error too: it would end the watching, unnoticed and for good.
			fail(ex, now);
			return;
		}
		this.files.succeed(content);
		this.status = new ReloadStatus(now, null, null);
		contexts.replace(this.name, next);
		this.reloads.increment();
		logger.info("SSL context '" + this.name + "' was built anew from changed files: generation "
				+ contexts.generation(this.name) + ". Live connections keep the old one.");
	}

	private void fail(Throwable failure, Instant now) {
		String reason = (failure.getMessage() != null) ? failure.getMessage() : failure.toString();
		this.files.fail();
		this.failures.increment();
		boolean known = reason.equals(this.status.failure());
		this.status = this.status.failed(reason, now);
		if (!known) {
			logger.warn(
					"SSL context '" + this.name + "' stays as it is. Its files have changed and cannot be used; they"
							+ " are tried again when they change, and every half minute. " + reason,
					(failure instanceof IllegalArgumentException) ? null : failure);
		}
	}

}
