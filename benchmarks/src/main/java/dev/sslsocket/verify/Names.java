package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.testing.CertificateMaker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import org.jspecify.annotations.Nullable;

/**
 * What the check of a name costs in a handshake: here, since {@link NameCheck} is nobody
 * else's business.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Names {

	private final List<X509Certificate> chain = List
		.of(CertificateMaker.leaf().dns("www.example.org").dns("*.api.example.org").selfSigned().certificate());

	/** The name stands there. */
	@Benchmark
	public @Nullable Object name() {
		return NameCheck.check(HostnameScheme.RFC9525, this.chain, "www.example.org");
	}

	/** A wildcard covers the name. */
	@Benchmark
	public @Nullable Object wildcardName() {
		return NameCheck.check(HostnameScheme.RFC9525, this.chain, "eu.api.example.org");
	}

}
