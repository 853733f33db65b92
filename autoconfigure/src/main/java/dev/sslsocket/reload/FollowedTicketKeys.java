package dev.sslsocket.reload;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.sslsocket.SslTicketKeys;
import dev.sslsocket.x509.Material;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.jspecify.annotations.Nullable;

/**
 * The keys of session tickets, and the files that they come from. The contexts that have
 * them stay as they are: connections go on, and sessions of keys that are still there are
 * resumed. Create it before the files are read. Used by one thread at a time; the status
 * may be read by any.
 */
public final class FollowedTicketKeys {

	private static final Log logger = LogFactory.getLog(FollowedTicketKeys.class);

	private final String property;

	private final FollowedFiles files;

	private final Supplier<List<Material>> source;

	private final SslTicketKeys keys;

	private volatile ReloadStatus status = ReloadStatus.FIRST;

	/**
	 * Remembers the files as they are now, and reads them.
	 * @param property where they are named, for the log
	 * @param paths the files
	 * @param source reads them, the one that encrypts first
	 */
	public FollowedTicketKeys(String property, List<Path> paths, Supplier<List<Material>> source) {
		this.property = property;
		this.files = new FollowedFiles(paths);
		this.source = source;
		this.keys = SslTicketKeys.of(read());
	}

	private Material[] read() {
		return this.source.get().toArray(Material[]::new);
	}

	/**
	 * Returns the keys.
	 * @return what contexts are built with, the same object for good
	 */
	public SslTicketKeys keys() {
		return this.keys;
	}

	/**
	 * Returns whether there is anything to follow.
	 * @return false where no key is in a file
	 */
	public boolean hasFiles() {
		return this.files.any();
	}

	ReloadStatus status() {
		return this.status;
	}

	boolean isDue(Function<Path, List<FileState>> states) {
		return this.files.isDue(states);
	}

	/** Puts the files as they were last seen in force, unless they are already. */
	void reload(Instant now) {
		@Nullable String content = this.files.begin();
		if (content == null) {
			this.status = this.status.mended();
			return;
		}
		try {
			this.keys.replace(read());
		}
		catch (RuntimeException ex) {
			fail(ex, now);
			return;
		}
		this.files.succeed(content);
		this.status = new ReloadStatus(now, null, null);
		logger.info("Session tickets have new keys from " + this.property + ": " + this.keys.names()
				+ ", of which the first encrypts.");
	}

	private void fail(RuntimeException failure, Instant now) {
		String reason = this.property + ": "
				+ ((failure.getMessage() != null) ? failure.getMessage() : failure.toString());
		this.files.fail();
		boolean known = reason.equals(this.status.failure());
		this.status = this.status.failed(reason, now);
		if (!known) {
			logger.warn(
					"Session tickets keep their keys " + this.keys.names()
							+ ". Their files have changed and cannot be used;"
							+ " they are tried again when they change, and every half minute. " + reason,
					(failure instanceof IllegalArgumentException) ? null : failure);
		}
	}

}
