package dev.sslsocket.autoconfigure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

import dev.sslsocket.SslContexts;

/**
 * Makes the contexts those of the JVM while the application lives, for clients that
 * instantiate a socket factory by its class name. Test suites hold several application
 * contexts and close them in any order: the latest that still lives counts, and after the
 * last one what was there before the first.
 * <p>
 * As a {@link SmartInitializingSingleton} it exists even where beans are lazy, and with
 * it every context: a broken one stops the start, not the first connection.
 */
final class GlobalContexts implements InitializingBean, SmartInitializingSingleton, DisposableBean {

	private static final ReentrantLock LOCK = new ReentrantLock();

	private static final Deque<GlobalContexts> LIVE = new ArrayDeque<>();

	private static @Nullable SslContexts before;

	private final SslContexts contexts;

	GlobalContexts(SslContexts contexts) {
		this.contexts = contexts;
	}

	@Override
	public void afterPropertiesSet() {
		LOCK.lock();
		try {
			@Nullable SslContexts replaced = SslContexts.setGlobal(this.contexts);
			if (LIVE.isEmpty()) {
				before = replaced;
			}
			LIVE.push(this);
		}
		finally {
			LOCK.unlock();
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		// Nothing is left to do: to exist was enough.
	}

	@Override
	public void destroy() {
		LOCK.lock();
		try {
			boolean latest = LIVE.peek() == this;
			LIVE.remove(this);
			if (latest) {
				@Nullable GlobalContexts next = LIVE.peek();
				SslContexts.setGlobal((next != null) ? next.contexts : before);
			}
			if (LIVE.isEmpty()) {
				before = null;
			}
		}
		finally {
			LOCK.unlock();
		}
	}

}
