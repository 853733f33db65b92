package dev.sslsocket;

import dev.sslsocket.failure.SslConfigurationException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much a context logs of its connections (the seed's {@code qw(debug0)} to
 * {@code qw(debug4)}). All of it goes to the logger {@code dev.sslsocket.debug.<context>}
 * as INFO, so that it is seen without any configuration of the logging system, and can be
 * sent elsewhere or silenced by that name.
 * <ul>
 * <li>0: nothing
 * <li>1: handshakes that failed, each with its {@code trace()}
 * <li>2: also what each handshake agreed on
 * <li>3: also every step: opened, each record of a handshake, close_notify, closed
 * <li>4: also the plain data of both directions, in hexadecimal, with all secrets in it
 * </ul>
 * Keys, pass phrases and what TLS itself keeps secret are in none of them. The lines of
 * levels 3 and 4 are written while the connection waits for them. Unlike the failures
 * that are logged at level 0, those of level 1 are not bounded.
 * <p>
 * The level may be changed at any time, and changes for live connections too; a context
 * that is replaced hands it on. Safe for use by many threads.
 */
public final class SslDebug {

	static final int ERRORS = 1;

	static final int CIPHERS = 2;

	static final int PROGRESS = 3;

	static final int DATA = 4;

	private static final String LOGGERS = "dev.sslsocket.debug.";

	private final String context;

	private final Logger logger;

	/** Shared with the contexts that this one has replaced. */
	private volatile Setting setting;

	private static final class Setting {

		private volatile int configured;

		private volatile int level;

		Setting(int configured) {
			this.configured = configured;
			this.level = configured;
		}

	}

	SslDebug(String context, int configured) {
		this.context = context;
		this.logger = LoggerFactory.getLogger(LOGGERS + context.replaceAll("[^A-Za-z0-9_-]", "_"));
		this.setting = new Setting(inRange(configured));
		warnOfData(configured);
	}

	private static int inRange(int level) {
		if (level < 0 || level > DATA) {
			throw new SslConfigurationException("debug", "is " + level
					+ ". Use 0 (nothing), 1 (errors), 2 (and ciphers), 3 (and progress) or 4 (and the data itself)");
		}
		return level;
	}

	/**
	 * Returns how much is logged.
	 * @return from 0 to 4
	 */
	public int level() {
		return this.setting.level;
	}

	/**
	 * Sets how much is logged from now on.
	 * @param level from 0 to 4
	 * @throws SslConfigurationException if there is no such level, or if it is 4 and the
	 * context was not built with 4: whoever may turn a level at run time is not to read
	 * what is encrypted for good reason
	 */
	public void level(int level) {
		Setting current = this.setting;
		if (inRange(level) == DATA && current.configured != DATA) {
			throw new SslConfigurationException("debug",
					"stays " + current.level + " for context '" + this.context
							+ "': 4 logs the data of connections, and can be switched on at run time only where the"
							+ " context was configured with 4. Use at most 3");
		}
		if (level > current.level) {
			warnOfData(level);
		}
		current.level = level;
	}

	/**
	 * Returns where the lines go.
	 * @return the logger's name, {@code dev.sslsocket.debug.} and the context's name, in
	 * which anything but letters, digits and hyphens is an underscore
	 */
	public String loggerName() {
		return this.logger.getName();
	}

	private void warnOfData(int level) {
		if (level == DATA) {
			this.logger.warn(
					"Context '{}' logs the data of its connections in clear, passwords and all else that is"
							+ " secret in it included (debug: 4). Anybody who reads this log reads them.",
					this.context);
		}
	}

	/**
	 * Takes the level of the context that this one replaces, as long as both were
	 * configured alike: what was turned at run time stays turned.
	 */
	void follow(SslDebug before) {
		Setting mine = this.setting;
		Setting theirs = before.setting;
		if (mine != theirs && mine.configured != theirs.configured) {
			theirs.configured = mine.configured;
			theirs.level = mine.level;
		}
		this.setting = theirs;
	}

	/** Whether something of a level is wanted: asked before a line is made. */
	boolean logs(int level) {
		return this.setting.level >= level && this.logger.isInfoEnabled();
	}

	void log(String line) {
		try {
			this.logger.info(line);
		}
		catch (RuntimeException ex) {
			// A log that fails, say of a full disk, changes nothing for a connection.
			return;
		}
	}

	@Override
	public String toString() {
		return "debug " + level() + " to " + loggerName();
	}

}
