package dev.sslsocket.reload;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Files that something was made from, and when it is to be made anew: a change is acted
 * on when it has come to rest, and what failed is tried again. Used by one thread at a
 * time.
 */
final class FollowedFiles {

	/** Half a minute, at a check every two seconds. */
	static final int CHECKS_TO_RETRY = 15;

	private static final String UNKNOWN = "";

	private final List<Path> paths;

	private List<FileState> seen;

	private List<FileState> tried;

	private String inForce;

	private boolean failing;

	private int checksToRetry;

	/**
	 * Remembers the files as they are now.
	 * @param paths files, and directories of which each file counts
	 */
	FollowedFiles(List<Path> paths) {
		this.paths = List.copyOf(paths);
		this.seen = look(FileState::at);
		this.tried = this.seen;
		this.inForce = FileContents.digest(this.paths);
	}

	private List<FileState> look(Function<Path, List<FileState>> states) {
		return this.paths.stream().flatMap((path) -> states.apply(path).stream()).toList();
	}

	/** Whether there is a file. */
	boolean any() {
		return !this.paths.isEmpty();
	}

	/**
	 * Looks at the files, and says whether something is to be done about them.
	 * @param states what a file or directory shows: the same to all that are looked after
	 * in a check, so that those which share a file are due together
	 */
	boolean isDue(Function<Path, List<FileState>> states) {
		List<FileState> now = look(states);
		boolean settled = now.equals(this.seen);
		this.seen = now;
		if (!settled) {
			return false;
		}
		if (!now.equals(this.tried)) {
			return true;
		}
		return this.failing && --this.checksToRetry <= 0;
	}

	/**
	 * Begins to put the files as they were last seen in force.
	 * @return what they hold, for {@link #succeed(String)}; {@code null} where that is in
	 * force already
	 */
	@Nullable String begin() {
		this.tried = this.seen;
		this.checksToRetry = CHECKS_TO_RETRY;
		String content = FileContents.digest(this.paths);
		if (content.equals(this.inForce)) {
			this.failing = false;
			return null;
		}
		return content;
	}

	/** They are in force. */
	void succeed(String content) {
		this.failing = false;
		// Files that were written while they were read will be read again.
		this.inForce = content.equals(FileContents.digest(this.paths)) ? content : UNKNOWN;
	}

	/** They cannot be used, and are to be tried again. */
	void fail() {
		this.failing = true;
	}

}
