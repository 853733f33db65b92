package dev.sslsocket.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import dev.sslsocket.benchmarks.peer.EnginePair;
import dev.sslsocket.benchmarks.peer.Tls;
import dev.sslsocket.testing.TestPki;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The bare engine, for comparison with {@link OurRecords}: wrap alone, and wrap and
 * unwrap, with arrays beneath the buffers and buffers that are there already.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineRecords {

	/** Bytes of a write: each fits into one record. */
	@Param({ "1024", "8192", "16000" })
	public int size;

	private SSLEngine client;

	private SSLEngine server;

	private ByteBuffer source;

	private ByteBuffer net;

	private ByteBuffer target;

	/** Shakes hands. */
	@Setup
	public void connect() throws SSLException {
		TestPki pki = TestPki.create();
		this.client = pki.jdkAnonymousClientContext().createSSLEngine("localhost", 443);
		this.client.setUseClientMode(true);
		this.server = pki.jdkServerContext().createSSLEngine();
		this.server.setUseClientMode(false);
		for (SSLEngine engine : new SSLEngine[] { this.client, this.server }) {
			engine.setEnabledProtocols(new String[] { Tls.V1_3.protocol() });
			engine.setEnabledCipherSuites(new String[] { Tls.V1_3.suite() });
		}
		EnginePair.shakeHands(this.client, this.server);
		this.source = ByteBuffer.allocate(this.size);
		this.net = ByteBuffer.allocate(this.client.getSession().getPacketBufferSize());
		this.target = ByteBuffer.allocate(this.client.getSession().getApplicationBufferSize());
	}

	/** Encrypts. */
	@Benchmark
	public int write() throws SSLException {
		return this.client.wrap(this.source.clear(), this.net.clear()).bytesProduced();
	}

	/** Encrypts and decrypts. */
	@Benchmark
	public int writeAndRead() throws SSLException {
		this.client.wrap(this.source.clear(), this.net.clear());
		return this.server.unwrap(this.net.flip(), this.target.clear()).bytesProduced();
	}

}
