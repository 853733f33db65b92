package dev.sslsocket.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A name of a certificate, prepared once to be compared with many constraints. A value;
 * safe for use by many threads.
 *
 * @param kind what it is compared as, the number of a GeneralName's choice
 * @param text of a DNS name the name in lower case, of an e-mail address the address, of
 * a URI its host, else empty
 * @param address of an IP address the octets, else empty
 * @param directory of a directory name the name, else {@code null}
 */
record ComparedName(int kind, String text, byte[] address, @Nullable DirectoryName directory) {

	// id-on-SmtpUTF8Mailbox (RFC 9598), to which constraints on e-mail addresses apply.
	private static final String SMTP_UTF8_MAILBOX = "1.3.6.1.5.5.7.8.9";

	private static final int UTF8_STRING = 0x0c;

	/**
	 * Prepares an alternative name.
	 * @param name the name
	 * @return the name, or {@code null} when it is not what it says that it is
	 */
	static @Nullable ComparedName of(GeneralName name) {
		return switch (name.kind()) {
			case GeneralName.DNS -> HostText.isDomain(name.text()) ? dns(name.text()) : null;
			case GeneralName.EMAIL -> HostText.isMailbox(name.text()) ? email(name.text()) : null;
			case GeneralName.IP -> (name.content().length == 4 || name.content().length == 16)
					? new ComparedName(GeneralName.IP, "", name.content(), null) : null;
			case GeneralName.DIRECTORY -> directory(DirectoryName.of(name.content()));
			case GeneralName.URI -> uri(HostText.host(name.text()));
			case GeneralName.OTHER -> other(name);
			default -> new ComparedName(name.kind(), "", new byte[0], null);
		};
	}

	/**
	 * Prepares what a subject says beside the alternative names: the whole of it, and its
	 * e-mail addresses.
	 * @param subject the subject
	 * @return the names, an address as it is, mailbox or not; {@code null} when one is of
	 * another type than the IA5String that it has to be
	 */
	static @Nullable List<ComparedName> of(DirectoryName subject) {
		List<ComparedName> names = new ArrayList<>();
		if (!subject.isEmpty()) {
			names.add(directory(subject));
		}
		List<String> emails = subject.emails();
		if (emails == null) {
			return null;
		}
		emails.stream().map(ComparedName::email).forEach(names::add);
		return names;
	}

	/** A name looked for. */
	static ComparedName of(PeerName name) {
		byte[] address = name.address();
		return (address != null) ? new ComparedName(GeneralName.IP, "", address, null) : dns(name.text());
	}

	/** A host in the common name, where nothing else names a host. */
	static ComparedName dns(String text) {
		return new ComparedName(GeneralName.DNS, text.toLowerCase(Locale.ROOT), new byte[0], null);
	}

	private static ComparedName email(String text) {
		return new ComparedName(GeneralName.EMAIL, text, new byte[0], null);
	}

	// Without a host, no constraint on hosts permits it (RFC 5280 section 4.2.1.10).
	private static ComparedName uri(@Nullable String host) {
		return new ComparedName(GeneralName.URI, (host != null) ? host : "", new byte[0], null);
	}

	private static @Nullable ComparedName directory(@Nullable DirectoryName name) {
		return (name != null) ? new ComparedName(GeneralName.DIRECTORY, "", new byte[0], name) : null;
	}

	private static @Nullable ComparedName other(GeneralName name) {
		List<DerValue> parts = new DerValue(DerValue.SEQUENCE, name.content(), 0).children();
		if (parts == null || parts.size() != 2 || parts.get(0).identifier() == null) {
			return null;
		}
		if (SMTP_UTF8_MAILBOX.equals(parts.get(0).identifier())) {
			byte[] mailbox = DerValue.content(parts.get(1).content(), UTF8_STRING);
			return (mailbox != null) ? email(new String(mailbox, StandardCharsets.UTF_8)) : null;
		}
		return new ComparedName(GeneralName.OTHER, "", new byte[0], null);
	}

}
