package dev.sslsocket.testing;

import java.nio.file.Path;

/**
 * Where {@link TestPki#writeTo(Path)} has written its PEM files. Immutable; safe for use
 * by many threads.
 *
 * @param ca the CA's certificate
 * @param serverCertificate the server's chain
 * @param serverKey the server's private key, PKCS#8, not encrypted
 * @param clientCertificate the client's chain
 * @param clientKey the client's private key, PKCS#8, not encrypted
 */
public record TestPkiFiles(Path ca, Path serverCertificate, Path serverKey, Path clientCertificate, Path clientKey) {
}
