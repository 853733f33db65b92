package dev.sslsocket;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * Who wants to know when hands are shaken. Told on the thread that shook them: the JDK
 * starts a thread for each handshake. Safe for use by many threads.
 */
final class HandshakeListeners {

	private final SSLSocket socket;

	private final List<HandshakeCompletedListener> listeners = new CopyOnWriteArrayList<>();

	HandshakeListeners(SSLSocket socket) {
		this.socket = socket;
	}

	void add(HandshakeCompletedListener listener) {
		this.listeners.add(Objects.requireNonNull(listener, "listener"));
	}

	void remove(HandshakeCompletedListener listener) {
		if (!this.listeners.remove(listener)) {
			throw new IllegalArgumentException("the listener was not added to this socket");
		}
	}

	void completed(SSLSession session) {
		HandshakeCompletedEvent event = new HandshakeCompletedEvent(this.socket, session);
		this.listeners.forEach((listener) -> listener.handshakeCompleted(event));
	}

}
