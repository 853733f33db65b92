package dev.sslsocket.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.FreePort;
import dev.sslsocket.testing.program.RunningProgram;

/**
 * An nginx that answers every request with the protocol version, and how the connection
 * came about.
 */
final class Nginx implements AutoCloseable {

	private final RunningProgram program;

	private final int port;

	private Nginx(RunningProgram program, int port) {
		this.program = program;
		this.port = port;
	}

	/** With the PKI's certificate. */
	static Nginx start(Path directory, String protocol) throws IOException {
		return start(directory, protocol, Material.PKI.server());
	}

	/** In one process, which runs as who runs the test, and may read its files. */
	static Nginx start(Path directory, String protocol, CertifiedKey key) throws IOException {
		// nginx cannot say which port it got.
		int port = FreePort.find();
		Path configuration = Files.writeString(directory.resolve("nginx.conf"), """
				daemon off;
				master_process off;
				pid nginx.pid;
				error_log stderr;
				events { }
				http {
					access_log off;
					client_body_temp_path body;
					proxy_temp_path proxy;
					fastcgi_temp_path fastcgi;
					uwsgi_temp_path uwsgi;
					scgi_temp_path scgi;
					ssl_session_cache shared:tls:1m;
					server {
						listen 127.0.0.1:%d ssl;
						ssl_certificate %s;
						ssl_certificate_key %s;
						ssl_protocols %s;
						keepalive_timeout 60;
						location / {
							return 200 "$ssl_protocol $ssl_server_name $connection/$connection_requests";
						}
						location /large {
							alias large;
						}
					}
				}
				""".formatted(port, key.writeChain(directory.resolve("cert.pem")),
				key.writePrivateKey(directory.resolve("key.pem")), protocol));
		RunningProgram program = RunningProgram.start("nginx", "-e", "stderr", "-p", directory.toString(), "-c",
				configuration.toString());
		program.awaitPort(port);
		return new Nginx(program, port);
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() {
		this.program.close();
	}

}
