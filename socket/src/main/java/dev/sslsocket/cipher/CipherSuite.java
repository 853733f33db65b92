package dev.sslsocket.cipher;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A cipher suite of TLS 1.2 and older. Immutable; safe for use by many threads.
 *
 * @param iana IANA's name
 * @param openSsl OpenSSL's name
 * @param bits the strength of its cipher, 0 where it does not encrypt
 * @param traits what it is made of
 */
record CipherSuite(String iana, String openSsl, int bits, Set<Trait> traits) {

	/** What nobody gets who has not asked for it by name. */
	private static final Set<Trait> WEAKNESSES = EnumSet.of(Trait.AUTH_NULL, Trait.ENC_NULL);

	/** Reads a line of the table. */
	static CipherSuite read(String line) {
		String[] columns = line.split(" ");
		Set<Trait> traits = EnumSet.noneOf(Trait.class);
		int bits = 0;
		for (String column : Arrays.asList(columns).subList(3, columns.length)) {
			if (Character.isDigit(column.charAt(0)) && !column.equals(Trait.TRIPLE_DES.toString())) {
				bits = Integer.parseInt(column);
			}
			else {
				traits.add(Trait.of(column));
			}
		}
		return new CipherSuite(columns[1], columns[2], bits, Collections.unmodifiableSet(traits));
	}

	boolean has(Trait trait) {
		return this.traits.contains(trait);
	}

	/** Which of aNULL and eNULL it is. */
	Set<Trait> weaknesses() {
		Set<Trait> weaknesses = EnumSet.copyOf(WEAKNESSES);
		weaknesses.retainAll(this.traits);
		return weaknesses;
	}

	@Override
	public String toString() {
		return this.openSsl;
	}

}
