package dev.sslsocket.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Is an extension what its identifier says (RFC 5280 sections 4.2.1 and 4.2.2)? Asked of
 * those that OpenSSL or Go read whether they are critical or not; others are nobody's
 * business here. Alternative names and name constraints are read elsewhere
 * ({@link GeneralName}, {@link NameConstraints}). Stateless; safe for use by many
 * threads.
 */
final class ExtensionForms {

	private static final int CONTEXT_0 = 0x80;

	private static final int CONTEXT_1 = 0x81;

	private static final int CONTEXT_2 = 0x82;

	private static final int POINT_NAME = 0xa0;

	private static final int CRL_ISSUER = 0xa2;

	private static final int AUTHORITY_ISSUER = 0xa1;

	private ExtensionForms() {
	}

	/**
	 * Checks one extension.
	 * @param identifier which one
	 * @param value its value
	 * @return what it is that it should not have been, or {@code null}
	 */
	static @Nullable String problem(String identifier, byte[] value) {
		return switch (identifier) {
			case "2.5.29.14" -> (DerValue.only(value, DerValue.OCTET_STRING) != null) ? null : "subject key identifier";
			case "2.5.29.15" -> isKeyUsage(value) ? null : "key usage";
			case "2.5.29.17" -> isAlternativeName(value) ? null : "subject alternative name";
			case "2.5.29.19" -> isBasicConstraints(value) ? null : "basic constraints";
			case "2.5.29.31" -> isDistributionPoints(value) ? null : "CRL distribution points";
			case "2.5.29.32" -> isPolicies(value) ? null : "certificate policies";
			case "2.5.29.33" -> isMappings(value) ? null : "policy mappings";
			case "2.5.29.35" -> isAuthorityKeyIdentifier(value) ? null : "authority key identifier";
			case "2.5.29.36" -> isPolicyConstraints(value) ? null : "policy constraints";
			case "2.5.29.37" ->
				isSequence(value, true, (part) -> part.identifier() != null) ? null : "extended key usage";
			case "2.5.29.54" -> isCount(DerValue.only(value, DerValue.INTEGER)) ? null : "inhibit any-policy";
			case "1.3.6.1.5.5.7.1.1" -> isAuthorityInformation(value) ? null : "authority information access";
			case "2.16.840.1.113730.1.1" ->
				isBits(DerValue.only(value, DerValue.BIT_STRING)) ? null : "Netscape certificate type";
			default -> null;
		};
	}

	private static boolean isSequence(byte[] value, boolean filled, Predicate<DerValue> part) {
		List<DerValue> parts = DerValue.sequence(value);
		return parts != null && (!filled || !parts.isEmpty()) && parts.stream().allMatch(part);
	}

	private static boolean isBits(@Nullable DerValue bits) {
		return bits != null && bits.content().length > 0 && bits.content()[0] >= 0 && bits.content()[0] < 8
				&& (bits.content().length > 1 || bits.content()[0] == 0);
	}

	// One bit at least has to be set (section 4.2.1.3).
	private static boolean isKeyUsage(byte[] value) {
		DerValue bits = DerValue.only(value, DerValue.BIT_STRING);
		if (!isBits(bits)) {
			return false;
		}
		boolean set = false;
		for (int i = 1; i < bits.content().length; i++) {
			set = set || bits.content()[i] != 0;
		}
		return set;
	}

	private static boolean isAlternativeName(byte[] value) {
		List<GeneralName> names = GeneralName.all(DerValue.sequence(value));
		return names != null && !names.isEmpty() && names.stream().allMatch((name) -> switch (name.kind()) {
			case GeneralName.IP -> name.content().length == 4 || name.content().length == 16;
			case GeneralName.URI -> name.text().chars().noneMatch((c) -> c < ' ' || c == 0x7f);
			default -> true;
		});
	}

	private static boolean isBasicConstraints(byte[] value) {
		List<DerValue> parts = DerValue.sequence(value);
		if (parts == null || parts.size() > 2) {
			return false;
		}
		if (parts.isEmpty()) {
			return true;
		}
		boolean flag = isFlag(parts.get(0));
		return (parts.size() == 2) ? flag && isCount(parts.get(1)) : flag || isCount(parts.get(0));
	}

	private static boolean isFlag(DerValue value) {
		return value.tag() == DerValue.BOOLEAN && value.content().length == 1
				&& (value.content()[0] == 0 || value.content()[0] == -1);
	}

	private static boolean isCount(@Nullable DerValue value) {
		return value != null && value.tag() == DerValue.INTEGER && isNumber(value.content());
	}

	// Not negative, in the shortest form, and no longer than Go's int.
	private static boolean isNumber(byte[] content) {
		return content.length > 0 && content.length <= 8 && content[0] >= 0
				&& (content.length == 1 || content[0] != 0 || content[1] < 0);
	}

	private static boolean isDistributionPoints(byte[] value) {
		return isSequence(value, true, (point) -> {
			List<DerValue> parts = (point.tag() == DerValue.SEQUENCE) ? point.children() : null;
			return parts != null && parts.size() <= 3 && parts.stream().allMatch((part) -> switch (part.tag()) {
				case POINT_NAME -> isPointName(part.children());
				case CONTEXT_1 -> isBits(new DerValue(DerValue.BIT_STRING, part.content(), 0));
				case CRL_ISSUER -> GeneralName.all(part.children()) != null;
				default -> false;
			});
		});
	}

	private static boolean isPointName(@Nullable List<DerValue> choice) {
		if (choice == null || choice.size() != 1) {
			return false;
		}
		List<DerValue> content = choice.get(0).children();
		return switch (choice.get(0).tag()) {
			case POINT_NAME -> GeneralName.all(content) != null;
			case AUTHORITY_ISSUER -> content != null;
			default -> false;
		};
	}

	// No policy twice (section 4.2.1.4).
	private static boolean isPolicies(byte[] value) {
		Set<String> seen = new HashSet<>();
		return isSequence(value, true, (policy) -> {
			List<DerValue> parts = (policy.tag() == DerValue.SEQUENCE) ? policy.children() : null;
			String identifier = (parts != null && !parts.isEmpty()) ? parts.get(0).identifier() : null;
			return identifier != null && seen.add(identifier);
		});
	}

	private static boolean isMappings(byte[] value) {
		return isSequence(value, true, (mapping) -> {
			List<DerValue> parts = (mapping.tag() == DerValue.SEQUENCE) ? mapping.children() : null;
			return parts != null && parts.size() == 2 && parts.stream().allMatch((part) -> part.identifier() != null);
		});
	}

	private static boolean isAuthorityKeyIdentifier(byte[] value) {
		return isSequence(value, false, (part) -> switch (part.tag()) {
			case CONTEXT_0, CONTEXT_2 -> true;
			case AUTHORITY_ISSUER -> GeneralName.all(part.children()) != null;
			default -> false;
		});
	}

	private static boolean isPolicyConstraints(byte[] value) {
		return isSequence(value, false,
				(part) -> (part.tag() == CONTEXT_0 || part.tag() == CONTEXT_1) && isNumber(part.content()));
	}

	private static boolean isAuthorityInformation(byte[] value) {
		return isSequence(value, false, (access) -> {
			List<DerValue> parts = (access.tag() == DerValue.SEQUENCE) ? access.children() : null;
			return parts != null && parts.size() == 2 && parts.get(0).identifier() != null
					&& GeneralName.of(parts.get(1)) != null;
		});
	}

}
