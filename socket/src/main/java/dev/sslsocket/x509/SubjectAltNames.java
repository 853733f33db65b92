package dev.sslsocket.x509;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.x509.SubjectAltName.Type;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/**
 * Reads the names of a certificate. The JDK's reader drops all names when one of them is
 * damaged; this one does not, and keeps each address as it is: an IPv4-mapped IPv6
 * address stays one.
 */
final class SubjectAltNames {

	private SubjectAltNames() {
	}

	static List<SubjectAltName> of(X509Certificate certificate) {
		byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
		if (extension == null) {
			return List.of();
		}
		try {
			List<SubjectAltName> names = new ArrayList<>();
			for (GeneralName name : GeneralNames.getInstance(ASN1OctetString.getInstance(extension).getOctets())
				.getNames()) {
				names.add(of(name));
			}
			return List.copyOf(names);
		}
		catch (RuntimeException ex) {
			// A certificate that cannot be read is for nobody. Bouncy Castle throws
			// several
			// unchecked types at what it cannot read.
			return List.of();
		}
	}

	private static SubjectAltName of(GeneralName name) {
		return switch (name.getTagNo()) {
			case GeneralName.dNSName -> new SubjectAltName(Type.DNS, text(name));
			case GeneralName.rfc822Name -> new SubjectAltName(Type.EMAIL, text(name));
			case GeneralName.uniformResourceIdentifier -> new SubjectAltName(Type.URI, text(name));
			case GeneralName.iPAddress ->
				new SubjectAltName(Type.IP, IpText.of(ASN1OctetString.getInstance(name.getName()).getOctets()));
			case GeneralName.directoryName ->
				new SubjectAltName(Type.OTHER, RFC4519Style.INSTANCE.toString(X500Name.getInstance(name.getName())));
			case GeneralName.otherName ->
				new SubjectAltName(Type.OTHER, OtherName.getInstance(name.getName()).getTypeID().getId());
			case GeneralName.registeredID ->
				new SubjectAltName(Type.OTHER, ASN1ObjectIdentifier.getInstance(name.getName()).getId());
			default -> new SubjectAltName(Type.OTHER, name.getName().toString());
		};
	}

	private static String text(GeneralName name) {
		return ASN1IA5String.getInstance(name.getName()).getString();
	}

}
