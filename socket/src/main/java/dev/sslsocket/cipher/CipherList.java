package dev.sslsocket.cipher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;

import org.jspecify.annotations.Nullable;

/**
 * A cipher list in the language of openssl-ciphers(1), version 3.0 (the seed's
 * {@code SSL_cipher_list}): which suites of TLS 1.2 and older may be agreed on, and in
 * which order.
 * <p>
 * Words are separated by colons, commas, semicolons or spaces. A word names one suite, in
 * OpenSSL's spelling or IANA's, or all with something in common: {@code ECDHE},
 * {@code AES128}, {@code HIGH}. Words joined by {@code +} mean the suites that are all of
 * it. A word alone adds at the end; {@code !} before it takes out for good, {@code -}
 * takes out, {@code +} moves to the end. {@code @STRENGTH} sorts by bits,
 * {@code @SECLEVEL=n} sets the security level. {@code DEFAULT} has a meaning at the very
 * beginning only, as have {@code SUITEB128}, {@code SUITEB128ONLY} and {@code SUITEB192},
 * behind which nothing else counts.
 * <p>
 * What differs from OpenSSL, always to the safe side: suites without authentication or
 * without encryption are selected by {@code aNULL} ({@code ADH}, {@code AECDH}),
 * {@code eNULL} ({@code NULL}) or their own names and by no other word, {@code ALL} and
 * {@code kRSA} included; and {@code COMPLEMENTOFDEFAULT+HIGH} means both, where OpenSSL
 * forgets the first. A word that does not exist selects nothing, as in OpenSSL;
 * {@link #warnings()} tells.
 * <p>
 * Of the security level, 2 where the list has none, the part about suites is in force:
 * the least bits of a cipher (0, 80, 112, 128, 192, 256 for levels 0 to 5), from level 1
 * no aNULL, eNULL and MD5, from 2 no RC4, from 3 forward secrecy only, from 4 no SHA-1.
 * Suites of TLS 1.3 are not named here, but must have the bits. What OpenSSL ties to the
 * level besides, sizes of keys above all, is not: the JDK's constraints judge
 * certificates. Nor do the words of Suite B limit curves and signatures.
 * <p>
 * Immutable; safe for use by many threads.
 */
public final class CipherList {

	private final String text;

	private final SecurityLevel level;

	private final List<CipherStep> steps;

	private final List<CipherSuite> meant;

	private final List<CipherSuite> unnamed;

	private final List<String> warnings;

	private CipherList(String text) {
		CipherListParser parser = new CipherListParser(text).read();
		CipherOrder order = new CipherOrder();
		List<CipherStep> steps = new ArrayList<>();
		parser.rules().forEach((rule) -> steps.add(new CipherStep(rule, order.apply(rule))));
		this.text = text;
		this.level = parser.level();
		this.steps = List.copyOf(steps);
		this.meant = order.selected();
		this.unnamed = this.meant.stream().filter((suite) -> !order.isNamed(suite)).toList();
		this.warnings = List.copyOf(parser.warnings());
	}

	/**
	 * Reads a list.
	 * @param text such as {@code ECDHE+AESGCM:ECDHE+CHACHA20}
	 * @return the list, which may well select nothing
	 * @throws SslConfigurationException for the setting {@code ciphers}, if there is a
	 * character that has no place in a list, an unknown command, or a {@code !},
	 * {@code -} or {@code +} without a word
	 */
	public static CipherList parse(String text) {
		return new CipherList(text);
	}

	/**
	 * Selects.
	 * @param supported what the engine supports, by IANA's names or the JDK's
	 * @return those of them that the list selects, in its order, spelled as given; empty
	 * where it selects none
	 */
	public List<String> select(Collection<String> supported) {
		return new CipherSelection(this, supported, List.of()).names();
	}

	/**
	 * Selects, and leaves nobody without suites.
	 * @param supported what the engine supports, by IANA's names or the JDK's
	 * @param disabled what it has too, and a policy disables
	 * @return at least one suite
	 * @throws SslConfigurationException for the setting {@code ciphers}, if none is
	 * selected; the message holds the explanation
	 */
	public List<String> require(Collection<String> supported, Collection<String> disabled) {
		CipherSelection selection = new CipherSelection(this, supported, disabled);
		if (selection.names().isEmpty()) {
			throw new SslConfigurationException("ciphers", new CipherExplanation(this, selection).refusal());
		}
		return selection.names();
	}

	/**
	 * Says word by word what happens: what is added, moved and taken out, what is left
	 * out and why, and what remains.
	 * @param supported what the engine supports, by IANA's names or the JDK's
	 * @return several lines, OpenSSL's names in them
	 */
	public String explain(Collection<String> supported) {
		return explain(supported, List.of());
	}

	/**
	 * Says word by word what happens.
	 * @param supported what the engine supports, by IANA's names or the JDK's
	 * @param disabled what it has too, and a policy disables
	 * @return several lines, OpenSSL's names in them
	 */
	public String explain(Collection<String> supported, Collection<String> disabled) {
		return new CipherExplanation(this, new CipherSelection(this, supported, disabled)).text();
	}

	/**
	 * Returns what the list means, whatever an engine can do of it.
	 * @return IANA's names of all suites that OpenSSL would make of it before its
	 * security level counts
	 */
	public List<String> suites() {
		return this.meant.stream().map(CipherSuite::iana).toList();
	}

	/**
	 * Returns whether the list's security level lets a suite of TLS 1.3 pass.
	 * @param suite the suite's name
	 * @return false if it has too few bits, or is not of TLS 1.3
	 */
	public boolean permitsTls13(String suite) {
		@Nullable Integer bits = SuiteTable.tls13Bits(suite);
		return bits != null && bits >= this.level.bits();
	}

	/**
	 * Returns what most likely is a mistake.
	 * @return a sentence for each word that selects nothing and never has, with its place
	 * and the nearest word there is
	 */
	public List<String> warnings() {
		return this.warnings;
	}

	SecurityLevel level() {
		return this.level;
	}

	List<CipherStep> steps() {
		return this.steps;
	}

	/** What OpenSSL would make of it before its security level counts. */
	List<CipherSuite> meant() {
		return this.meant;
	}

	/** Those of them that are weak, and not by the user's word. */
	List<CipherSuite> unnamed() {
		return this.unnamed;
	}

	/**
	 * Returns the list.
	 * @return the text as it was written
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
