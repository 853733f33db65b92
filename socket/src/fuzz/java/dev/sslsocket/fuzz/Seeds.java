package dev.sslsocket.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;

/**
 * Inputs to begin with, made anew: no file holds them.
 */
final class Seeds {

	private static final int DER_HEADER = 2;

	private Seeds() {
	}

	static byte[] clientHello() {
		try {
			SSLEngine engine = SSLContext.getDefault().createSSLEngine("www.example.com", 443);
			engine.setUseClientMode(true);
			ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
			engine.wrap(ByteBuffer.allocate(0), hello);
			return Arrays.copyOf(hello.array(), hello.position());
		}
		catch (GeneralSecurityException | SSLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A TLS 1.3 ServerHello with key share and pre-shared key, and a fatal alert. */
	static byte[] serverFlight() {
		return HexFormat.of()
			.parseHex("160303003e0200003a0303" + "11".repeat(32) + "00130100001200" + "2b00020304003300060017000100"
					+ "29000200" + "00" + "15030300020228");
	}

	static List<byte[]> certificates() {
		CertifiedKey ca = CertificateMaker.ca().permit("example.com").selfSigned();
		CertifiedKey leaf = CertificateMaker.leaf().dns("www.example.com").ip("::1").uri("urn:x").issuedBy(ca);
		ByteArrayOutputStream chain = new ByteArrayOutputStream();
		chain.writeBytes(leaf.certificateDer());
		chain.writeBytes(ca.certificateDer());
		return List.of(leaf.certificateDer(), ca.certificateDer(), chain.toByteArray());
	}

	static List<byte[]> extensions() {
		X509Certificate certificate = CertificateMaker.ca()
			.dns("www.example.com")
			.ip("127.0.0.1")
			.permit("example.com")
			.exclude("10.0.0.0/8")
			.serverAuth()
			.crlDistributionPoint("http://localhost/crl")
			.ocspResponder("http://localhost/ocsp")
			.selfSigned()
			.certificate();
		List<byte[]> seeds = new ArrayList<>();
		for (int i = 0; i < ExtensionGraft.OIDS.size(); i++) {
			byte[] wrapped = certificate.getExtensionValue(ExtensionGraft.OIDS.get(i));
			byte[] value = (wrapped != null) ? Arrays.copyOfRange(wrapped, DER_HEADER, wrapped.length) : new byte[0];
			ByteArrayOutputStream seed = new ByteArrayOutputStream();
			seed.write(i);
			seed.write(0);
			seed.writeBytes(value);
			seeds.add(seed.toByteArray());
		}
		return seeds;
	}

}
