package dev.sslsocket.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.sslsocket.SslTicketKeys;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.reload.FollowedTicketKeys;
import dev.sslsocket.x509.Material;

import org.jspecify.annotations.Nullable;

/**
 * The keys of session tickets that properties name. Those of one level are one object,
 * for all contexts that inherit them and for all generations of these. Used by one
 * thread.
 */
final class TicketKeyFiles {

	private static final String KEY = "session-tickets.key-files";

	/**
	 * A key in base64, of either alphabet, or in hexadecimal, which must not be shown as
	 * a missing file.
	 */
	private static final Pattern CONTENT = Pattern.compile("[A-Za-z0-9+/_=-]{64,}");

	private final Map<SslContextProperties, FollowedTicketKeys> byLevel = new IdentityHashMap<>();

	/** The keys of a context, {@code null} where none are named for it. */
	@Nullable SslTicketKeys of(ContextLevels levels) {
		boolean own = locations(levels.own()) != null;
		@Nullable SslContextProperties level = own ? levels.own() : levels.inherited();
		if (level == null || locations(level) == null || !own && isOff(levels.own())) {
			return null;
		}
		return this.byLevel
			.computeIfAbsent(level, (of) -> followed(levels.prefixOf(KEY) + "." + KEY, List.copyOf(locations(of))))
			.keys();
	}

	/** Keys that are inherited by a context that resumes nothing are no mistake. */
	private static boolean isOff(SslContextProperties level) {
		return level.sessionTickets() != null && Boolean.FALSE.equals(level.sessionTickets().enabled());
	}

	private static @Nullable List<String> locations(SslContextProperties level) {
		return (level.sessionTickets() != null) ? level.sessionTickets().keyFiles() : null;
	}

	private static FollowedTicketKeys followed(String property, List<String> locations) {
		List<Path> paths = new ArrayList<>();
		for (int i = 0; i < locations.size(); i++) {
			file(i, locations.get(i)).ifPresent(paths::add);
		}
		return new FollowedTicketKeys(property, paths,
				() -> IntStream.range(0, locations.size()).mapToObj((i) -> material(i, locations.get(i))).toList());
	}

	private static Optional<Path> file(int index, String location) {
		try {
			Optional<Path> file = SecretText.isContent(location) ? Optional.empty() : Material.fileOf(location);
			if (CONTENT.matcher(location).matches() && file.filter(Files::exists).isEmpty()) {
				throw new SslConfigurationException("", "is not a file, and looks like a key: write that to a file, as"
						+ " 48 raw bytes, and name the file. (The value is not shown.)");
			}
			return file;
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting(element(index));
		}
	}

	private static Material material(int index, String location) {
		return SecretText.material(element(index), location);
	}

	private static String element(int index) {
		return KEY + "[" + index + "]";
	}

	/** Those that can change; what is on the class path cannot. */
	List<FollowedTicketKeys> followed() {
		return this.byLevel.values().stream().filter(FollowedTicketKeys::hasFiles).toList();
	}

}
