package dev.sslsocket.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks another trust manager about servers, and adds up the CPU time of its answers. Used
 * by one thread.
 */
final class TimedTrustManager extends X509ExtendedTrustManager {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final X509ExtendedTrustManager judge;

	private long nanos;

	TimedTrustManager(X509ExtendedTrustManager judge) {
		this.judge = judge;
	}

	/** CPU time since the last call, in nanoseconds. */
	long takeNanos() {
		long taken = this.nanos;
		this.nanos = 0;
		return taken;
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		long before = THREADS.getCurrentThreadCpuTime();
		this.judge.checkServerTrusted(chain, authType, engine);
		this.nanos += THREADS.getCurrentThreadCpuTime() - before;
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) {
		throw new UnsupportedOperationException();
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.judge.getAcceptedIssuers();
	}

}
