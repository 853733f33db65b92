package dev.sslsocket.verify;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What names an issuer may certify (RFC 5280 section 4.2.1.10), as it is encoded. What Go
 * refuses to read ({@code parseNameConstraintsExtension}) is malformed here too.
 * Immutable; safe for use by many threads.
 *
 * @param permitted of each kind of name that is listed, one has to match
 * @param excluded none may match
 */
record NameConstraints(List<Subtree> permitted, List<Subtree> excluded) {

	static final String EXTENSION = "2.5.29.30";

	private static final int PERMITTED = 0xa0;

	private static final int EXCLUDED = 0xa1;

	/**
	 * Reads the extension.
	 * @param value its value
	 * @return the constraints, or {@code null} when they are malformed or say nothing
	 */
	static @Nullable NameConstraints of(byte[] value) {
		List<DerValue> parts = DerValue.sequence(value);
		if (parts == null || parts.isEmpty() || parts.size() > 2) {
			return null;
		}
		List<Subtree> permitted = List.of();
		List<Subtree> excluded = List.of();
		for (DerValue part : parts) {
			List<Subtree> subtrees = subtrees(part.children());
			if (subtrees == null) {
				return null;
			}
			if (part.tag() == PERMITTED && part == parts.get(0)) {
				permitted = subtrees;
			}
			else if (part.tag() == EXCLUDED && part == parts.get(parts.size() - 1)) {
				excluded = subtrees;
			}
			else {
				return null;
			}
		}
		return new NameConstraints(permitted, excluded);
	}

	private static @Nullable List<Subtree> subtrees(@Nullable List<DerValue> values) {
		if (values == null || values.isEmpty()) {
			return null;
		}
		List<Subtree> subtrees = new ArrayList<>(values.size());
		for (DerValue value : values) {
			Subtree subtree = Subtree.of(value);
			if (subtree == null) {
				return null;
			}
			subtrees.add(subtree);
		}
		return subtrees;
	}

	int size() {
		return this.permitted.size() + this.excluded.size();
	}

	/** Whether a constraint is of a kind that nobody here can compare. */
	boolean isBeyondUs() {
		return this.permitted.stream().anyMatch(Subtree::isBeyondUs)
				|| this.excluded.stream().anyMatch(Subtree::isBeyondUs);
	}

	/**
	 * Compares one name.
	 * @param name the name
	 * @return what is wrong with it, the end of a sentence; {@code null} when it is
	 * permitted
	 */
	@Nullable String objection(ComparedName name) {
		boolean listed = false;
		boolean found = false;
		for (Subtree subtree : this.permitted) {
			if (subtree.isAbout(name)) {
				if (subtree.isUnsupported()) {
					return "is of a kind that cannot be compared with its constraints";
				}
				listed = true;
				found = found || subtree.permits(name);
			}
		}
		if (listed && !found) {
			return "is not among those permitted";
		}
		for (Subtree subtree : this.excluded) {
			if (subtree.isAbout(name)) {
				if (subtree.isUnsupported()) {
					return "is of a kind that cannot be compared with its constraints";
				}
				if (subtree.excludes(name)) {
					return "is excluded";
				}
			}
		}
		return null;
	}

}
