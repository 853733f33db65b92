package dev.sslsocket.x509;

import java.io.IOException;

import dev.sslsocket.failure.SslConfigurationException;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * What a DER value is, told by its outermost structure. The constants' text is what
 * messages call it.
 */
enum DerKind {

	PKCS8("a private key (PKCS#8)"), PKCS8_ENCRYPTED("an encrypted private key (PKCS#8)"),
	PKCS1("an RSA private key (PKCS#1)"), SEC1("an EC private key (SEC1)"), DSA("a DSA private key"),
	PKCS12("a PKCS12 store"), CERTIFICATE("a certificate"), CRL("a revocation list"), PKCS7("a PKCS#7 message"),
	PUBLIC_KEY("a public key"), UNKNOWN("unknown DER");

	private final String description;

	DerKind(String description) {
		this.description = description;
	}

	/**
	 * Tells what one value is.
	 */
	static DerKind of(byte[] der, Material material) {
		// Before anything else: to make objects of a list takes many times its size.
		if (RevocationListContent.isList(der)) {
			return CRL;
		}
		try (ASN1InputStream stream = new ASN1InputStream(der)) {
			return of(ASN1Sequence.getInstance(stream.readObject()));
		}
		catch (IOException | IllegalArgumentException | IllegalStateException ex) {
			throw new SslConfigurationException("", material.quoted() + " is damaged: not a DER structure.", ex);
		}
	}

	private static DerKind of(ASN1Sequence sequence) {
		if (sequence.size() < 2) {
			return UNKNOWN;
		}
		ASN1Encodable first = sequence.getObjectAt(0);
		ASN1Encodable second = sequence.getObjectAt(1);
		if (first instanceof ASN1Integer version) {
			return ofVersioned(sequence, version, second);
		}
		if (first instanceof ASN1ObjectIdentifier) {
			return PKCS7;
		}
		if (first instanceof ASN1Sequence && second instanceof ASN1Sequence) {
			return CERTIFICATE;
		}
		if (first instanceof ASN1Sequence && second instanceof ASN1OctetString) {
			return PKCS8_ENCRYPTED;
		}
		return (first instanceof ASN1Sequence && second instanceof ASN1BitString) ? PUBLIC_KEY : UNKNOWN;
	}

	private static DerKind ofVersioned(ASN1Sequence sequence, ASN1Integer version, ASN1Encodable second) {
		if (second instanceof ASN1OctetString) {
			return SEC1;
		}
		if (second instanceof ASN1Sequence) {
			return version.hasValue(3) ? PKCS12 : PKCS8;
		}
		return switch (sequence.size()) {
			case 9, 10 -> PKCS1;
			case 6 -> DSA;
			case 2 -> PUBLIC_KEY;
			default -> UNKNOWN;
		};
	}

	@Override
	public String toString() {
		return this.description;
	}

}
