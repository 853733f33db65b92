package dev.sslsocket.verify;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A certificate as it is encoded (RFC 5280 section 4.1), read strictly: the JDK passes
 * over what it cannot read in extensions that are not critical, OpenSSL
 * ({@code ossl_x509v3_cache_extensions}) and Go ({@code parseCertificate}) refuse it.
 * Immutable; safe for use by many threads.
 */
final class CertificateForm {

	static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

	private static final int UTC_TIME = 0x17;

	private static final int GENERALIZED_TIME = 0x18;

	private static final int VERSION = 0xa0;

	private static final int EXTENSIONS = 0xa3;

	private static final int LONGEST_SERIAL = 20;

	private final Map<String, byte[]> extensions = new LinkedHashMap<>();

	private final List<String> critical = new ArrayList<>();

	private final List<GeneralName> alternativeNames = new ArrayList<>();

	private @Nullable DirectoryName subject;

	private byte[] serial = new byte[0];

	private @Nullable NameConstraints nameConstraints;

	private boolean readable;

	private @Nullable String problem;

	private CertificateForm(X509Certificate certificate) {
		List<DerValue> outer = outer(certificate);
		List<DerValue> fields = (outer != null) ? outer.get(0).children() : null;
		// The version is left out for 1.
		int first = (fields != null && !fields.isEmpty() && fields.get(0).tag() == VERSION) ? 1 : 0;
		if (fields == null || fields.size() < first + 6) {
			this.problem = "is not a certificate in DER.";
			return;
		}
		readFields(fields.subList(first, fields.size()), outer.get(1));
		this.subject = DirectoryName.of(certificate.getSubjectX500Principal().getEncoded());
		this.readable = this.readable && this.subject != null;
		note(this.subject != null, "has a malformed subject.");
	}

	static CertificateForm of(X509Certificate certificate) {
		return new CertificateForm(certificate);
	}

	/** What is malformed first, the end of a sentence; {@code null} when nothing is. */
	@Nullable String problem() {
		return this.problem;
	}

	/** Whether all names could be read, whatever else is malformed. */
	boolean isReadable() {
		return this.readable;
	}

	/**
	 * What is wrong with the serial number (RFC 5280 section 4.1.2.2) of a certificate
	 * that somebody issued; well-known roots have the number 0.
	 * @return the end of a sentence, or {@code null} when nothing is
	 */
	@Nullable String serialProblem() {
		boolean zero = this.serial.length > 0;
		for (byte octet : this.serial) {
			zero = zero && octet == 0;
		}
		if (zero) {
			return "has the serial number 0.";
		}
		// A leading zero only says that the number is not negative.
		int octets = this.serial.length - ((this.serial[0] == 0) ? 1 : 0);
		return (octets > LONGEST_SERIAL) ? "has a serial number of more than 20 octets." : null;
	}

	/** The extensions, by their identifiers. */
	Map<String, byte[]> extensions() {
		return this.extensions;
	}

	/** The identifiers of the critical ones. */
	List<String> critical() {
		return this.critical;
	}

	/** The names that count; empty when there are none. */
	List<GeneralName> alternativeNames() {
		return this.alternativeNames;
	}

	/** The subject; {@code null} only where there is a problem. */
	@Nullable DirectoryName subject() {
		return this.subject;
	}

	/** What the certificate's key may certify; {@code null} when all. */
	@Nullable NameConstraints nameConstraints() {
		return this.nameConstraints;
	}

	private static @Nullable List<DerValue> outer(X509Certificate certificate) {
		try {
			List<DerValue> outer = DerValue.sequence(certificate.getEncoded());
			return (outer != null && outer.size() == 3 && outer.get(0).tag() == DerValue.SEQUENCE) ? outer : null;
		}
		catch (CertificateEncodingException ex) {
			return null;
		}
	}

	private void note(boolean sound, String otherwise) {
		if (!sound && this.problem == null) {
			this.problem = otherwise;
		}
	}

	// Reads on behind a problem: who overrules it must be told the next.
	private void readFields(List<DerValue> fields, DerValue signatureAlgorithm) {
		this.serial = fields.get(0).content();
		note(this.serial.length > 0 && this.serial[0] >= 0, "has a negative serial number.");
		note(isSame(fields.get(1), signatureAlgorithm), "names two signature algorithms, one of them unsigned.");
		note(isValidity(fields.get(3)), "has a validity in a form that RFC 5280 does not know.");
		this.readable = true;
		for (DerValue field : fields.subList(6, fields.size())) {
			if (field.tag() == EXTENSIONS) {
				readExtensions(field);
			}
		}
	}

	private static boolean isSame(DerValue one, DerValue other) {
		return one.tag() == other.tag() && Arrays.equals(one.content(), other.content());
	}

	// UTCTime YYMMDDHHMMSSZ or GeneralizedTime YYYYMMDDHHMMSSZ: no fractions, no zones.
	private static boolean isValidity(DerValue validity) {
		List<DerValue> times = validity.children();
		return times != null && times.size() == 2 && times.stream().allMatch((time) -> {
			int digits = (time.tag() == UTC_TIME) ? 12 : (time.tag() == GENERALIZED_TIME) ? 14 : -1;
			byte[] text = time.content();
			if (text.length != digits + 1 || text[digits] != 'Z') {
				return false;
			}
			for (int i = 0; i < digits; i++) {
				if (text[i] < '0' || text[i] > '9') {
					return false;
				}
			}
			return true;
		});
	}

	private void readExtensions(DerValue field) {
		List<DerValue> values = DerValue.sequence(field.content());
		note(values != null, "has malformed extensions.");
		this.readable = values != null;
		for (DerValue extension : (values != null) ? values : List.<DerValue>of()) {
			List<DerValue> parts = (extension.tag() == DerValue.SEQUENCE) ? extension.children() : null;
			String identifier = (parts != null && parts.size() >= 2) ? parts.get(0).identifier() : null;
			DerValue value = (identifier != null) ? parts.get(parts.size() - 1) : null;
			if (value == null || value.tag() != DerValue.OCTET_STRING || parts.size() > 3
					|| parts.size() == 3 && parts.get(1).tag() != DerValue.BOOLEAN) {
				note(false, "has a malformed extension.");
				this.readable = false;
				continue;
			}
			boolean first = this.extensions.put(identifier, value.content()) == null;
			note(first, "has the extension " + identifier + " twice.");
			this.readable = this.readable && first;
			if (parts.size() == 3 && parts.get(1).content().length == 1 && parts.get(1).content()[0] != 0) {
				this.critical.add(identifier);
			}
			String malformed = ExtensionForms.problem(identifier, value.content());
			note(malformed == null, "has a malformed extension: " + malformed + ".");
		}
		readNames();
	}

	private void readNames() {
		byte[] names = this.extensions.get(SUBJECT_ALTERNATIVE_NAME);
		List<GeneralName> parsed = (names != null) ? GeneralName.all(DerValue.sequence(names)) : List.of();
		if (parsed != null) {
			this.alternativeNames.addAll(parsed);
		}
		this.readable = this.readable && parsed != null;
		byte[] constraints = this.extensions.get(NameConstraints.EXTENSION);
		if (constraints != null) {
			this.nameConstraints = NameConstraints.of(constraints);
			note(this.nameConstraints != null, "has malformed name constraints.");
		}
	}

}
