package dev.sslsocket;

import java.security.Principal;
import java.security.cert.Certificate;
import java.util.List;

import javax.crypto.SecretKey;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.engine.KeyExporter;

import org.jspecify.annotations.Nullable;

/**
 * The engine's session with the true peer: the engine knows its peer by the number of a
 * session slot.
 */
final class SessionView extends ExtendedSSLSession {

	private final SSLSession session;

	private final TlsConnection connection;

	SessionView(SSLSession session, TlsConnection connection) {
		this.session = session;
		this.connection = connection;
	}

	@Override
	public String getPeerHost() {
		return this.connection.peer().host();
	}

	@Override
	public int getPeerPort() {
		return this.connection.peer().port();
	}

	/** Also drops the sessions of this peer from the cache of the context. */
	@Override
	public void invalidate() {
		this.session.invalidate();
		this.connection.dropSessions();
	}

	@Override
	public byte[] getId() {
		return this.session.getId();
	}

	@Override
	public SSLSessionContext getSessionContext() {
		return this.session.getSessionContext();
	}

	@Override
	public long getCreationTime() {
		return this.session.getCreationTime();
	}

	@Override
	public long getLastAccessedTime() {
		return this.session.getLastAccessedTime();
	}

	@Override
	public boolean isValid() {
		return this.session.isValid();
	}

	@Override
	public void putValue(String name, Object value) {
		this.session.putValue(name, value);
	}

	@Override
	public Object getValue(String name) {
		return this.session.getValue(name);
	}

	@Override
	public void removeValue(String name) {
		this.session.removeValue(name);
	}

	@Override
	public String[] getValueNames() {
		return this.session.getValueNames();
	}

	@Override
	public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
		return this.session.getPeerCertificates();
	}

	@Override
	public Certificate @Nullable [] getLocalCertificates() {
		return this.session.getLocalCertificates();
	}

	@Override
	public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
		return this.session.getPeerPrincipal();
	}

	@Override
	public @Nullable Principal getLocalPrincipal() {
		return this.session.getLocalPrincipal();
	}

	@Override
	public String getCipherSuite() {
		return this.session.getCipherSuite();
	}

	@Override
	public String getProtocol() {
		return this.session.getProtocol();
	}

	@Override
	public int getPacketBufferSize() {
		return this.session.getPacketBufferSize();
	}

	@Override
	public int getApplicationBufferSize() {
		return this.session.getApplicationBufferSize();
	}

	@Override
	public String[] getLocalSupportedSignatureAlgorithms() {
		return extended().getLocalSupportedSignatureAlgorithms();
	}

	@Override
	public String[] getPeerSupportedSignatureAlgorithms() {
		return extended().getPeerSupportedSignatureAlgorithms();
	}

	/** Of a server: what this very connection asked for, also when it is resumed. */
	@Override
	public List<SNIServerName> getRequestedServerNames() {
		return (this.connection.side() == ConnectionSide.SERVER) ? this.connection.requestedServerNames()
				: extended().getRequestedServerNames();
	}

	@Override
	public List<byte[]> getStatusResponses() {
		return extended().getStatusResponses();
	}

	/** Overrides a method of Java 25 (RFC 5705). */
	public byte[] exportKeyingMaterialData(String label, byte @Nullable [] context, int length) throws SSLKeyException {
		return KeyExporter.data(this.session, label, context, length);
	}

	/** Overrides a method of Java 25 (RFC 5705). */
	public SecretKey exportKeyingMaterialKey(String algorithm, String label, byte @Nullable [] context, int length)
			throws SSLKeyException {
		return KeyExporter.key(this.session, algorithm, label, context, length);
	}

	private ExtendedSSLSession extended() {
		return (ExtendedSSLSession) this.session;
	}

	@Override
	public String toString() {
		return "SslSession[" + this.connection.peer() + ", " + getProtocol() + ", " + getCipherSuite() + "]";
	}

}
