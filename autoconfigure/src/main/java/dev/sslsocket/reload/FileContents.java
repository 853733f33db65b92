package dev.sslsocket.reload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What is in files. A file that is rewritten as it was is no reason to drop sessions, and
 * some file systems show new times for old content. Stateless; safe for use by many
 * threads.
 */
final class FileContents {

	private FileContents() {
	}

	/**
	 * Digests files.
	 * @param paths files and directories, of which each file counts
	 * @return SHA-256 in hexadecimal
	 */
	static String digest(List<Path> paths) {
		MessageDigest digest;
		try {
			digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
		for (Path path : paths) {
			FileState.entries(path).forEach((entry) -> update(digest, entry));
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private static void update(MessageDigest digest, Path file) {
		byte[] content = {};
		String kind = "missing or no file";
		if (Files.isRegularFile(file)) {
			try {
				content = Files.readAllBytes(file);
				kind = content.length + " bytes";
			}
			catch (IOException ex) {
				kind = "unreadable";
			}
		}
		digest.update((file + "\n" + kind + "\n").getBytes(StandardCharsets.UTF_8));
		digest.update(content);
		// It may be a private key.
		Arrays.fill(content, (byte) 0);
	}

}
