package dev.sslsocket.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;

import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * PEM text (RFC 7468) of DER bytes. Stateless; safe for use by many threads.
 */
final class Pem {

	private Pem() {
	}

	static String of(String type, byte[] der) {
		return of(type, List.of(), der);
	}

	static String of(String type, List<PemHeader> headers, byte[] content) {
		StringWriter text = new StringWriter();
		try (PemWriter writer = new PemWriter(text)) {
			writer.writeObject(new PemObject(type, headers, content));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to write " + type + " as PEM", ex);
		}
		return text.toString().replace("\r\n", "\n");
	}

	static String of(List<X509Certificate> certificates) {
		StringBuilder text = new StringBuilder();
		certificates.forEach((certificate) -> text.append(of("CERTIFICATE", der(certificate))));
		return text.toString();
	}

	static byte[] der(X509Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException("Unable to encode " + certificate.getSubjectX500Principal(), ex);
		}
	}

}
