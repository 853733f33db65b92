package dev.sslsocket.actuate;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The session caches of our clients. Immutable; safe for use by many threads.
 *
 * @param caches each cache once, also where several contexts share it
 */
public record SessionsDescriptor(List<SessionCacheDescriptor> caches) implements OperationResponseBody {

	public SessionsDescriptor {
		caches = List.copyOf(caches);
	}

}
