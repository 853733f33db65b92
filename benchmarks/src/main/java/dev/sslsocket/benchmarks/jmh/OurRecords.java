package dev.sslsocket.benchmarks.jmh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.CloseOption;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.benchmarks.peer.Tls;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.SslIdentity;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Our sockets over a transport in memory: a write whose bytes go nowhere, and a write
 * that the other end reads. What they allocate beyond {@link EngineRecords} is our own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OurRecords {

	/** Bytes of a write: each fits into one record. */
	@Param({ "1024", "8192", "16000" })
	public int size;

	private final List<SslSocket> sockets = new ArrayList<>();

	private byte[] data;

	private OutputStream nowhere;

	private OutputStream out;

	private InputStream in;

	/** Shakes hands. */
	@Setup
	public void connect() throws IOException, InterruptedException, ExecutionException {
		this.data = new byte[this.size];
		MemoryPipe lost = new MemoryPipe();
		connect(lost, new MemoryPipe());
		lost.discard();
		connect(new MemoryPipe(), new MemoryPipe());
		this.nowhere = this.sockets.get(0).getOutputStream();
		this.out = this.sockets.get(2).getOutputStream();
		this.in = this.sockets.get(3).getInputStream();
	}

	/** Closes. */
	@TearDown
	public void close() throws IOException {
		for (SslSocket socket : this.sockets) {
			socket.close(CloseOption.NO_CLOSE_NOTIFY);
		}
	}

	/** Adds the client's end and the server's. */
	private void connect(MemoryPipe toServer, MemoryPipe toClient)
			throws IOException, InterruptedException, ExecutionException {
		TestPki pki = TestPki.create();
		CertifiedKey key = pki.server();
		SslContext server = SslContext.builder()
			.protocols(Tls.V1_3.protocol())
			.cipherSuites(Tls.V1_3.suite())
			.identity(SslIdentity.of(key.privateKey(), key.chain().toArray(X509Certificate[]::new)))
			.build();
		SslContext client = SslContext.builder().trust(TrustSource.certificates(pki.ca().certificate())).build();
		FutureTask<SslSocket> accepting = new FutureTask<>(
				() -> server.serverSocketFactory().startTls(new MemorySocket(toServer, toClient)));
		Thread thread = new Thread(accepting, "server");
		thread.setDaemon(true);
		thread.start();
		this.sockets.add(client.socketFactory().startTls(new MemorySocket(toClient, toServer), "localhost"));
		this.sockets.add(accepting.get());
	}

	/** Encrypts. */
	@Benchmark
	public void write() throws IOException {
		this.nowhere.write(this.data);
	}

	/** Encrypts and decrypts. */
	@Benchmark
	public int writeAndRead() throws IOException {
		this.out.write(this.data);
		return this.in.readNBytes(this.data, 0, this.size);
	}

}
