package dev.sslsocket;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

import dev.sslsocket.engine.Staples;
import dev.sslsocket.revocation.OcspStapler;

import org.jspecify.annotations.Nullable;

/**
 * The staplers of a context, by certificate. Immutable; safe for use by many threads.
 */
final class ServerStaples implements Staples {

	static final ServerStaples NONE = new ServerStaples(Map.of());

	private final Map<X509Certificate, OcspStapler> staplers;

	ServerStaples(Map<X509Certificate, OcspStapler> staplers) {
		this.staplers = staplers;
	}

	@Override
	public byte @Nullable [] of(X509Certificate certificate) {
		@Nullable OcspStapler stapler = this.staplers.get(certificate);
		return (stapler != null) ? stapler.staple() : null;
	}

	List<OcspStaple> describe() {
		return this.staplers.values()
			.stream()
			.map((stapler) -> new OcspStaple(stapler.certificate(), stapler.until(), stapler.revoked(),
					stapler.problem()))
			.toList();
	}

}
