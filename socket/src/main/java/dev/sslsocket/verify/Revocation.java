package dev.sslsocket.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.Material;

/**
 * How it is found out whether an issuer has taken a certificate back: by lists (CRL, RFC
 * 5280 section 5), by asking (OCSP, RFC 6960), or not at all, which is the default.
 *
 * <pre class="code">
 * Revocation revocation = Revocation.builder()
 * 	.crl(RevocationScope.CHAIN)
 * 	.crlFile(Path.of("certs/my-ca.crl"))
 * 	.ocsp(OcspMode.STAPLE)
 * 	.build();
 * </pre>
 *
 * What is asked for must succeed: with CRLs, a certificate whose issuer has no current
 * list is refused. Immutable; safe for use by many threads.
 */
public final class Revocation {

	private static final Revocation OFF = builder().build();

	private final RevocationScope crl;

	private final List<CrlSource> crlSources;

	private final OcspMode ocsp;

	private final RevocationScope ocspScope;

	private final boolean mustStaple;

	private Revocation(Builder builder) {
		this.crl = builder.crl;
		this.crlSources = List.copyOf(builder.crlSources);
		this.ocsp = builder.ocsp;
		this.ocspScope = builder.ocspScope;
		this.mustStaple = builder.mustStaple;
	}

	/**
	 * Returns the default: nothing is looked up.
	 * @return a revocation that never refuses
	 */
	public static Revocation off() {
		return OFF;
	}

	/**
	 * Starts with everything off.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns which certificates are looked up in lists.
	 * @return the scope
	 */
	public RevocationScope crl() {
		return this.crl;
	}

	/**
	 * Returns where lists come from, besides the trusted CAs' files and directories.
	 * @return the sources, in the order given
	 */
	public List<CrlSource> crlSources() {
		return this.crlSources;
	}

	/**
	 * Returns what is made of OCSP.
	 * @return the mode
	 */
	public OcspMode ocsp() {
		return this.ocsp;
	}

	/**
	 * Returns for which certificates OCSP is used.
	 * @return the scope; {@link RevocationScope#OFF} with {@link OcspMode#OFF}
	 */
	public RevocationScope ocspScope() {
		return (this.ocsp != OcspMode.OFF) ? this.ocspScope : RevocationScope.OFF;
	}

	/**
	 * Returns whether a server has to staple a good answer.
	 * @return true if one that does not is refused
	 */
	public boolean mustStaple() {
		return this.mustStaple;
	}

	@Override
	public String toString() {
		return "crl " + this.crl + ", ocsp " + this.ocsp + ((this.ocsp == OcspMode.OFF) ? ""
				: " of " + this.ocspScope + (this.mustStaple ? ", must staple" : ""));
	}

	/**
	 * Collects the settings of a {@link Revocation}. Not thread-safe.
	 */
	public static final class Builder {

		private RevocationScope crl = RevocationScope.OFF;

		private final List<CrlSource> crlSources = new ArrayList<>();

		private OcspMode ocsp = OcspMode.OFF;

		private RevocationScope ocspScope = RevocationScope.LEAF;

		private boolean mustStaple;

		private Builder() {
		}

		/**
		 * Sets which certificates are looked up in lists ({@code SSL_check_crl}).
		 * @param scope default {@link RevocationScope#OFF}
		 * @return this builder
		 */
		public Builder crl(RevocationScope scope) {
			this.crl = scope;
			return this;
		}

		/**
		 * Adds lists ({@code SSL_crl_file}); all lists of a file count.
		 * @param file PEM or DER
		 * @return this builder
		 * @throws SslConfigurationException with the setting {@code revocation.crl-files}
		 * if it cannot be read, holds no list or a damaged one
		 */
		public Builder crlFile(Path file) {
			return crls(CrlSource.file(file));
		}

		/**
		 * Adds lists that were read already.
		 * @param crls PEM or DER
		 * @return this builder
		 * @throws SslConfigurationException with the setting {@code revocation.crl-files}
		 * if it holds no list or a damaged one
		 */
		public Builder crlFile(Material crls) {
			return crls(CrlSource.file(crls));
		}

		/**
		 * Adds lists that several contexts share.
		 * @param source repeatable
		 * @return this builder
		 */
		public Builder crls(CrlSource source) {
			this.crlSources.add(source);
			return this;
		}

		/**
		 * Sets what is made of OCSP.
		 * @param mode default {@link OcspMode#OFF}
		 * @return this builder
		 */
		public Builder ocsp(OcspMode mode) {
			this.ocsp = mode;
			return this;
		}

		/**
		 * Sets for which certificates OCSP is used, where it is.
		 * @param scope default {@link RevocationScope#LEAF}
		 * @return this builder
		 */
		public Builder ocspScope(RevocationScope scope) {
			this.ocspScope = scope;
			return this;
		}

		/**
		 * Sets whether a server has to staple a good answer, be its certificate marked so
		 * (RFC 7633) or not. One that is marked has to in any case, unless the mode is
		 * {@link OcspMode#OFF}. A resumed session, in which nothing can be stapled, needs
		 * an answer that is still good. Clients staple nothing; nothing is asked of them.
		 * @param mustStaple default false; true needs a mode other than
		 * {@link OcspMode#OFF}
		 * @return this builder
		 */
		public Builder mustStaple(boolean mustStaple) {
			this.mustStaple = mustStaple;
			return this;
		}

		/**
		 * Builds the settings.
		 * @return new settings
		 * @throws SslConfigurationException if lists or stapled answers are asked for
		 * that nobody would look at
		 */
		public Revocation build() {
			if (!this.crlSources.isEmpty() && this.crl == RevocationScope.OFF) {
				throw new SslConfigurationException("revocation.crl-files",
						"is given, but revocation.crl is off: nobody would look at it. Write revocation.crl: leaf or chain.");
			}
			if (this.mustStaple && this.ocsp == OcspMode.OFF) {
				throw new SslConfigurationException("revocation.must-staple",
						"is true, but revocation.ocsp is off: nobody would look at what is stapled. Write revocation.ocsp: staple, soft or hard.");
			}
			if (this.ocsp != OcspMode.OFF && this.ocspScope == RevocationScope.OFF) {
				throw new SslConfigurationException("revocation.ocsp", "is " + this.ocsp.name().toLowerCase(Locale.ROOT)
						+ ", but for no certificate of the chain. Set its scope to leaf or chain.");
			}
			return new Revocation(this);
		}

	}

}
