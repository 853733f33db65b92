package dev.sslsocket.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One name and all below it, to which an issuer is limited or which it must leave alone.
 * Where OpenSSL and Go differ about what lies below a name, a permission is read the
 * narrow way and an exclusion the wide way, so that what either of them refuses is
 * refused: empty texts, wildcards, URIs without a host. Immutable; safe for use by many
 * threads.
 *
 * @param kind the number of a GeneralName's choice
 * @param text of the textual choices the text in lower case, of a mailbox as it is
 * @param network of an IP network address and mask, else empty
 * @param directory of a directory name the name, else {@code null}
 * @param bounded whether it says how far below names may lie, which RFC 5280 forbids
 */
record Subtree(int kind, String text, byte[] network, @Nullable DirectoryName directory, boolean bounded) {

	private static final List<Integer> SUPPORTED = List.of(GeneralName.EMAIL, GeneralName.DNS, GeneralName.DIRECTORY,
			GeneralName.URI, GeneralName.IP);

	private static final int MINIMUM = 0x80;

	/** Reads a subtree; {@code null} when it is malformed. */
	static @Nullable Subtree of(DerValue value) {
		List<DerValue> parts = (value.tag() == DerValue.SEQUENCE) ? value.children() : null;
		GeneralName base = (parts != null && !parts.isEmpty()) ? GeneralName.of(parts.get(0)) : null;
		if (base == null || parts.size() > 3) {
			return null;
		}
		boolean bounded = parts.stream()
			.skip(1)
			.anyMatch((part) -> part.tag() != MINIMUM || part.content().length != 1 || part.content()[0] != 0);
		String text = base.text();
		return switch (base.kind()) {
			case GeneralName.DNS -> HostText.isDomainConstraint(text) ? text(base, bounded) : null;
			case GeneralName.URI ->
				(HostText.isDomainConstraint(text) && IpLiteral.parse(text) == null) ? text(base, bounded) : null;
			case GeneralName.EMAIL -> email(base, bounded);
			case GeneralName.IP ->
				isNetwork(base.content()) ? new Subtree(base.kind(), "", base.content(), null, bounded) : null;
			case GeneralName.DIRECTORY ->
				new Subtree(base.kind(), "", new byte[0], DirectoryName.of(base.content()), bounded);
			default -> new Subtree(base.kind(), "", new byte[0], null, bounded);
		};
	}

	private static Subtree text(GeneralName base, boolean bounded) {
		return new Subtree(base.kind(), base.text().toLowerCase(Locale.ROOT), new byte[0], null, bounded);
	}

	private static @Nullable Subtree email(GeneralName base, boolean bounded) {
		if (base.text().indexOf('@') < 0) {
			return HostText.isDomainConstraint(base.text()) ? text(base, bounded) : null;
		}
		return HostText.isMailbox(base.text()) ? new Subtree(base.kind(), base.text(), new byte[0], null, bounded)
				: null;
	}

	// A mask is ones and then zeros (RFC 4632): Go refuses others, OpenSSL applies them.
	private static boolean isNetwork(byte[] content) {
		if (content.length != 8 && content.length != 32) {
			return false;
		}
		boolean ended = false;
		for (int bit = 0; bit < content.length * 4; bit++) {
			boolean one = (content[content.length / 2 + bit / 8] >> 7 - bit % 8 & 1) == 1;
			if (one && ended) {
				return false;
			}
			ended = !one;
		}
		return true;
	}

	/** Whether it limits names of a kind that nobody compares, OpenSSL and Go neither. */
	boolean isBeyondUs() {
		return !SUPPORTED.contains(this.kind);
	}

	/** Whether no name of its kind can be let through. */
	boolean isUnsupported() {
		return this.bounded || isBeyondUs();
	}

	boolean isAbout(ComparedName name) {
		return this.kind == name.kind();
	}

	/** Whether a name lies within, in the narrowest reading. */
	boolean permits(ComparedName name) {
		return switch (this.kind) {
			case GeneralName.DNS -> isDomainBelow(name.text());
			case GeneralName.EMAIL -> isMailboxBelow(name.text());
			case GeneralName.URI -> isHost(name.text());
			default -> contains(name);
		};
	}

	/** Whether a name lies within, in the widest reading. */
	boolean excludes(ComparedName name) {
		return switch (this.kind) {
			case GeneralName.DNS -> permits(name) || isNamedByWildcard(name.text());
			case GeneralName.EMAIL -> this.text.isEmpty() || !HostText.isMailbox(name.text()) || permits(name);
			case GeneralName.URI -> this.text.isEmpty() || name.text().isEmpty() || permits(name);
			default -> permits(name);
		};
	}

	private boolean contains(ComparedName name) {
		if (this.kind == GeneralName.IP) {
			return isAddressBelow(name.address());
		}
		return this.directory != null && name.directory() != null && name.directory().isBelow(this.directory);
	}

	// A leading dot asks for one label more, which RFC 5280 knows for URIs and mail only,
	// and OpenSSL and Go for DNS names too.
	private boolean isDomainBelow(String domain) {
		if (this.text.isEmpty()) {
			return true;
		}
		if (!domain.endsWith(this.text)) {
			return false;
		}
		int before = domain.length() - this.text.length();
		return this.text.startsWith(".") ? before > 0 : before == 0 || domain.charAt(before - 1) == '.';
	}

	// CVE-2025-61727: *.example is good for the excluded a.example.
	private boolean isNamedByWildcard(String domain) {
		int dot = this.text.indexOf('.');
		return dot > 0 && domain.startsWith("*.") && domain.substring(1).equals(this.text.substring(dot));
	}

	private boolean isMailboxBelow(String mailbox) {
		if (!HostText.isMailbox(mailbox)) {
			return false;
		}
		int at = mailbox.lastIndexOf('@');
		int own = this.text.indexOf('@');
		String host = mailbox.substring(at + 1).toLowerCase(Locale.ROOT);
		if (own < 0) {
			return isHost(host);
		}
		return this.text.substring(0, own).equals(mailbox.substring(0, at))
				&& this.text.substring(own + 1).equalsIgnoreCase(host);
	}

	// Unlike a DNS name, a host is meant exactly, if it has no leading dot.
	private boolean isHost(String host) {
		return this.text.startsWith(".") ? isDomainBelow(host) : !host.isEmpty() && host.equals(this.text);
	}

	private boolean isAddressBelow(byte[] address) {
		int size = this.network.length / 2;
		if (address.length != size) {
			return false;
		}
		byte[] masked = Arrays.copyOf(address, size);
		byte[] own = Arrays.copyOf(this.network, size);
		for (int i = 0; i < size; i++) {
			masked[i] &= this.network[size + i];
			own[i] &= this.network[size + i];
		}
		return Arrays.equals(masked, own);
	}

}
