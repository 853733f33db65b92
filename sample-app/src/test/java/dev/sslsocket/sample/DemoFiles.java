package dev.sslsocket.sample;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.springframework.core.io.ClassPathResource;

/**
 * The demo PKI as files, for peers that want files.
 */
final class DemoFiles {

	private DemoFiles() {
	}

	static String path(String name) {
		try {
			return new ClassPathResource("certs/" + name).getFile().getPath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
