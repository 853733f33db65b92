package dev.sslsocket.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CrlMaker} has been told so far. Immutable; safe for use by many threads.
 */
record CrlDraft(CertifiedKey issuer, List<Entry> entries, Instant thisUpdate, @Nullable Instant nextUpdate,
		@Nullable BigInteger number, List<Extra> extensions) {

	CrlDraft {
		entries = List.copyOf(entries);
		extensions = List.copyOf(extensions);
	}

	CrlDraft(CertifiedKey issuer) {
		this(issuer, List.of(), Instant.EPOCH, null, null, List.of());
	}

	/** An extension that is not known here. */
	record Extra(String oid, boolean critical, byte[] der) {

	}

	/** One certificate that is taken back. */
	record Entry(BigInteger serial, @Nullable CRLReason reason, @Nullable X500Principal certificateIssuer,
			@Nullable Extra extra) {

		static Entry of(BigInteger serial) {
			return new Entry(serial, null, null, null);
		}

		Entry because(CRLReason why) {
			return new Entry(this.serial, why, this.certificateIssuer, this.extra);
		}

		Entry issuedBy(X500Principal other) {
			return new Entry(this.serial, this.reason, other, this.extra);
		}

		Entry extended(String oid, boolean critical) {
			return new Entry(this.serial, this.reason, this.certificateIssuer,
					new Extra(oid, critical, new byte[] { 5, 0 }));
		}

		@Nullable Extensions extensions() throws IOException {
			ExtensionsGenerator all = new ExtensionsGenerator();
			if (this.reason != null) {
				all.addExtension(Extension.reasonCode, false, new ASN1Enumerated(this.reason.ordinal()));
			}
			if (this.certificateIssuer != null) {
				all.addExtension(Extension.certificateIssuer, true,
						new GeneralNames(new GeneralName(name(this.certificateIssuer))));
			}
			if (this.extra != null) {
				all.addExtension(new ASN1ObjectIdentifier(this.extra.oid), this.extra.critical, DERNull.INSTANCE);
			}
			return all.isEmpty() ? null : all.generate();
		}

	}

	CrlDraft with(Entry entry) {
		return with(List.of(entry));
	}

	CrlDraft with(List<Entry> more) {
		List<Entry> all = new ArrayList<>(this.entries);
		all.addAll(more);
		return new CrlDraft(this.issuer, all, this.thisUpdate, this.nextUpdate, this.number, this.extensions);
	}

	CrlDraft dated(Instant from, @Nullable Instant to) {
		return new CrlDraft(this.issuer, this.entries, from, to, this.number, this.extensions);
	}

	CrlDraft numbered(BigInteger as) {
		return new CrlDraft(this.issuer, this.entries, this.thisUpdate, this.nextUpdate, as, this.extensions);
	}

	CrlDraft extended(Extra extra) {
		List<Extra> all = new ArrayList<>(this.extensions);
		all.add(extra);
		return new CrlDraft(this.issuer, this.entries, this.thisUpdate, this.nextUpdate, this.number, all);
	}

	byte[] issue() throws IOException, GeneralSecurityException {
		X509v2CRLBuilder builder = new X509v2CRLBuilder(name(this.issuer.certificate().getSubjectX500Principal()),
				Date.from(this.thisUpdate));
		if (this.nextUpdate != null) {
			builder.setNextUpdate(Date.from(this.nextUpdate));
		}
		for (Entry entry : this.entries) {
			Extensions extensions = entry.extensions();
			if (extensions == null) {
				builder.addCRLEntry(entry.serial(), Date.from(this.thisUpdate), 0);
			}
			else {
				builder.addCRLEntry(entry.serial(), Date.from(this.thisUpdate), extensions);
			}
		}
		PublicKey key = this.issuer.certificate().getPublicKey();
		builder.addExtension(Extension.authorityKeyIdentifier, false, new JcaX509ExtensionUtils()
			.createAuthorityKeyIdentifier(SubjectPublicKeyInfo.getInstance(key.getEncoded())));
		builder.addExtension(Extension.cRLNumber, false, new CRLNumber(
				(this.number != null) ? this.number : BigInteger.valueOf(this.thisUpdate.getEpochSecond())));
		for (Extra extra : this.extensions) {
			builder.addExtension(new ASN1ObjectIdentifier(extra.oid()), extra.critical(), extra.der());
		}
		return builder.build(new Signer(this.issuer.privateKey(), key)).getEncoded();
	}

	private static X500Name name(X500Principal principal) {
		return X500Name.getInstance(principal.getEncoded());
	}

	static byte[] integer(long number) {
		try {
			return new ASN1Integer(number).getEncoded();
		}
		catch (IOException ex) {
			throw new IllegalStateException("An integer can always be encoded", ex);
		}
	}

}
