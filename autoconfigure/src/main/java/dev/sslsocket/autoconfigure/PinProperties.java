package dev.sslsocket.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.PinSet;

/**
 * The keys that say which certificates a peer may or must have.
 *
 * @param level the properties of the level that trust is taken from
 */
record PinProperties(SslContextProperties level) {

	void applyTo(SslContextBuilder builder) {
		@Nullable List<String> pins = this.level.pins();
		@Nullable String mode = this.level.pinMode();
		if (pins == null) {
			if (mode != null) {
				throw new SslConfigurationException("pin-mode", "needs pins on the same level.");
			}
			return;
		}
		for (int i = 0; i < pins.size(); i++) {
			checkElement(i, pins.get(i));
		}
		String[] all = pins.toArray(String[]::new);
		builder.pins((mode != null) ? PinSet.of(PropertyWords.pinMode(mode), all) : PinSet.of(all));
	}

	private static void checkElement(int index, String pin) {
		try {
			PinSet.of(pin);
		}
		catch (SslConfigurationException ex) {
			throw new SslConfigurationException("pins[" + index + "]", PropertyErrors.message(ex), ex);
		}
	}

}
