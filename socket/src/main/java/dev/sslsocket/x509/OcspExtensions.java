package dev.sslsocket.x509;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * What a certificate says about OCSP. Stateless; safe for use by many threads.
 */
public final class OcspExtensions {

	private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";

	private static final int STATUS_REQUEST = 5;

	private OcspExtensions() {
	}

	/**
	 * Returns where the issuer says that its responders are (RFC 5280 section 4.2.2.1).
	 * @param certificate the certificate
	 * @return the URIs as they are written there, in that order; empty where there are
	 * none, and where the extension cannot be read
	 */
	public static List<String> responders(X509Certificate certificate) {
		List<String> responders = new ArrayList<>();
		byte[] value = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
		if (value == null) {
			return responders;
		}
		try {
			for (AccessDescription access : AuthorityInformationAccess.getInstance(content(value))
				.getAccessDescriptions()) {
				GeneralName place = access.getAccessLocation();
				if (access.getAccessMethod().equals(AccessDescription.id_ad_ocsp)
						&& place.getTagNo() == GeneralName.uniformResourceIdentifier) {
					responders.add(((ASN1String) place.getName()).getString());
				}
			}
			return responders;
		}
		catch (RuntimeException ex) {
			// Bouncy Castle's way to say that the bytes are not what they should be.
			return List.of();
		}
	}

	/**
	 * Returns whether the issuer demands that the certificate is presented together with
	 * a stapled answer (TLS feature status_request, RFC 7633).
	 * @param certificate the certificate
	 * @return true also where the extension cannot be read: it may say so
	 */
	public static boolean demandStaple(X509Certificate certificate) {
		byte[] value = certificate.getExtensionValue(TLS_FEATURE);
		if (value == null) {
			return false;
		}
		try {
			ASN1Integer wanted = new ASN1Integer(STATUS_REQUEST);
			for (Object feature : ASN1Sequence.getInstance(content(value))) {
				if (ASN1Integer.getInstance(feature).equals(wanted)) {
					return true;
				}
			}
			return false;
		}
		catch (RuntimeException ex) {
			// As above; and what might be a demand is obeyed.
			return true;
		}
	}

	private static byte[] content(byte[] value) {
		return ASN1OctetString.getInstance(value).getOctets();
	}

}
