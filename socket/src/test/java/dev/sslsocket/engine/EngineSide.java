package dev.sslsocket.engine;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.x509.IdentityKeyManager;
import dev.sslsocket.x509.SslIdentity;
import org.jspecify.annotations.Nullable;

/**
 * An engine context of a test, and what it asks of every peer.
 */
final class EngineSide {

	static final TestPki PKI = TestPki.create();

	private final EngineContext context;

	private final SSLParameters parameters;

	private final List<List<X509Certificate>> checked = new ArrayList<>();

	private @Nullable CertificateException refusal;

	private EngineSide(List<SslIdentity> identities) {
		this.context = EngineUnderTest.provider()
			.open(new EngineSettings(new IdentityKeyManager(identities), List.of(PKI.ca().certificate()),
					Duration.ofHours(1), 16));
		this.parameters = this.context.defaultParameters();
	}

	static EngineSide with(CertifiedKey... keys) {
		List<SslIdentity> identities = new ArrayList<>();
		for (CertifiedKey key : keys) {
			identities.add(SslIdentity.of(key.privateKey(), key.chain().toArray(X509Certificate[]::new)));
		}
		return new EngineSide(identities);
	}

	EngineSide parameters(Consumer<SSLParameters> change) {
		change.accept(this.parameters);
		return this;
	}

	EngineSide protocol(String protocol) {
		return parameters((parameters) -> parameters.setProtocols(new String[] { protocol }));
	}

	EngineSide refusing(CertificateException refusal) {
		this.refusal = refusal;
		return this;
	}

	/** The chains that the trust check was asked about. */
	List<List<X509Certificate>> checked() {
		return this.checked;
	}

	TlsEngine client(int slot) {
		return this.context.client("localhost", slot, new EngineRequest(this.parameters, true, this::check, null));
	}

	/** A server that knows the hello, as all that are used do. */
	TlsEngine server(ClientHello hello, Function<List<String>, @Nullable String> protocols) throws TlsFault {
		return this.context.server(hello, new EngineRequest(this.parameters, true, this::check, protocols));
	}

	TlsEngine server() {
		try {
			return this.context.server(null, new EngineRequest(this.parameters, true, this::check, null));
		}
		catch (TlsFault fault) {
			throw new IllegalStateException(fault);
		}
	}

	private void check(List<X509Certificate> presented, List<byte[]> stapled) throws CertificateException {
		this.checked.add(presented);
		if (this.refusal != null) {
			throw this.refusal;
		}
	}

}
