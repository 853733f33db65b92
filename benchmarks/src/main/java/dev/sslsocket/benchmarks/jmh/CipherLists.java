package dev.sslsocket.benchmarks.jmh;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import dev.sslsocket.cipher.CipherList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What an OpenSSL cipher string costs when a context is built.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CipherLists {

	private List<String> supported;

	/** Asks the JDK. */
	@Setup
	public void askJdk() throws NoSuchAlgorithmException {
		this.supported = List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
	}

	/** Parses a usual string and chooses. */
	@Benchmark
	public List<String> cipherList() {
		return CipherList.parse("ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!eNULL:!RC4:@STRENGTH").select(this.supported);
	}

}
