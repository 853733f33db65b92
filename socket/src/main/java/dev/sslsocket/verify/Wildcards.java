package dev.sslsocket.verify;

/**
 * What a wildcard in the left-most label of a certificate's name may stand for. A value;
 * safe for use by many threads.
 */
enum Wildcards {

	/** Nothing. */
	NONE {

		@Override
		boolean covers(String pattern, String label) {
			return false;
		}

	},

	/** The whole label (RFC 9525 section 6.3). */
	WHOLE_LABEL {

		@Override
		boolean covers(String pattern, String label) {
			return pattern.equals("*");
		}

	},

	/**
	 * One or more characters of the label (RFC 2818 section 3.1), as in {@code www*}. Of
	 * a label in another script only the whole: its letters are not those that a person
	 * reads (RFC 6125 section 6.4.3).
	 */
	PART_OF_LABEL {

		@Override
		boolean covers(String pattern, String label) {
			if (pattern.equals("*")) {
				return true;
			}
			int star = pattern.indexOf('*');
			String before = pattern.substring(0, star);
			String after = pattern.substring(star + 1);
			return label.length() > before.length() + after.length()
					&& !label.regionMatches(true, 0, ALABEL, 0, ALABEL.length())
					&& label.regionMatches(true, 0, before, 0, before.length())
					&& label.regionMatches(true, label.length() - after.length(), after, 0, after.length());
		}

	};

	private static final String ALABEL = "xn--";

	/**
	 * Compares one label.
	 * @param pattern the certificate's label, with at least one {@code *}
	 * @param label the label looked for, not empty
	 * @return whether the pattern covers the label
	 */
	abstract boolean covers(String pattern, String label);

}
