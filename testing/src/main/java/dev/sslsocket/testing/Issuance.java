package dev.sslsocket.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Turns a draft into a signed certificate. Stateless; safe for use by many threads.
 */
final class Issuance {

	private Issuance() {
	}

	static CertifiedKey of(CertificateDraft draft, @Nullable CertifiedKey issuer) {
		KeyPair keyPair = draft.resolveKeyPair();
		try {
			X509Certificate certificate = sign(draft, keyPair, issuer);
			return new CertifiedKey(certificate, keyPair.getPrivate(), issuer);
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("Unable to issue a certificate for '" + draft.subject + "'", ex);
		}
	}

	private static X509Certificate sign(CertificateDraft draft, KeyPair keyPair, @Nullable CertifiedKey issuer)
			throws GeneralSecurityException, IOException {
		X500Name subject = name(new X500Principal(draft.subject));
		SubjectPublicKeyInfo subjectKey = SubjectPublicKeyInfo.getInstance(keyPair.getPublic().getEncoded());
		X500Name issuerName = subject;
		SubjectPublicKeyInfo issuerKey = subjectKey;
		KeyPair signing = keyPair;
		if (issuer != null) {
			X509Certificate above = issuer.certificate();
			issuerName = name(above.getSubjectX500Principal());
			issuerKey = SubjectPublicKeyInfo.getInstance(above.getPublicKey().getEncoded());
			signing = new KeyPair(above.getPublicKey(), issuer.privateKey());
		}
		Instant now = draft.clock.instant();
		X509v3CertificateBuilder builder = new X509v3CertificateBuilder(issuerName, draft.resolveSerial(),
				Date.from(draft.notBefore.apply(now)), Date.from(draft.notAfter.apply(now)), subject, subjectKey);
		for (Extension extension : extensions(draft, subjectKey, issuerKey).values()) {
			builder.addExtension(extension);
		}
		X509CertificateHolder holder = builder.build(new Signer(signing.getPrivate(), signing.getPublic()));
		return (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
	}

	private static Map<ASN1ObjectIdentifier, Extension> extensions(CertificateDraft draft,
			SubjectPublicKeyInfo subjectKey, SubjectPublicKeyInfo issuerKey) throws GeneralSecurityException {
		CertificateDraft complete = new CertificateDraft();
		X509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
		complete.optional(Extension.subjectKeyIdentifier, identifiers.createSubjectKeyIdentifier(subjectKey));
		complete.optional(Extension.authorityKeyIdentifier, identifiers.createAuthorityKeyIdentifier(issuerKey));
		if (!draft.names.isEmpty()) {
			GeneralNames names = new GeneralNames(draft.names.toArray(GeneralName[]::new));
			if (draft.subject.isEmpty()) {
				complete.critical(Extension.subjectAlternativeName, names);
			}
			else {
				complete.optional(Extension.subjectAlternativeName, names);
			}
		}
		if (!draft.permitted.isEmpty() || !draft.excluded.isEmpty()) {
			complete.critical(Extension.nameConstraints,
					new NameConstraints(subtrees(draft.permitted), subtrees(draft.excluded)));
		}
		Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>(complete.extensions);
		extensions.keySet().removeAll(draft.omitted);
		extensions.putAll(draft.extensions);
		return extensions;
	}

	// A list without an entry is malformed (RFC 5280 section 4.2.1.10).
	private static GeneralSubtree @Nullable [] subtrees(List<GeneralSubtree> subtrees) {
		return subtrees.isEmpty() ? null : subtrees.toArray(GeneralSubtree[]::new);
	}

	// The encoded form: an issuer has to equal its CA's subject byte for byte.
	private static X500Name name(X500Principal principal) {
		return X500Name.getInstance(principal.getEncoded());
	}

}
