package dev.sslsocket.reload;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the last reload of a context went. Immutable; safe for use by many threads.
 *
 * @param lastReload when the context that is in force was built from changed files,
 * {@code null} while it is the first one
 * @param failure why the files as they are now are not in force, {@code null} when they
 * are; what the exception said
 * @param failingSince when that was first found, {@code null} when there is no failure
 */
public record ReloadStatus(@Nullable Instant lastReload, @Nullable String failure, @Nullable Instant failingSince) {

	static final ReloadStatus FIRST = new ReloadStatus(null, null, null);

	ReloadStatus failed(String reason, Instant now) {
		return new ReloadStatus(this.lastReload, reason, (this.failingSince != null) ? this.failingSince : now);
	}

	/** The files are again what is in force. */
	ReloadStatus mended() {
		return new ReloadStatus(this.lastReload, null, null);
	}

}
