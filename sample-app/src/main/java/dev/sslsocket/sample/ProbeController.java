package dev.sslsocket.sample;

import java.io.IOException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sslsocket.SslContexts;

/**
 * Answers {@code GET /probe}. Connects to wherever its caller says: for a loopback
 * address only.
 */
@RestController
class ProbeController {

	private final Prober prober;

	ProbeController(Prober prober) {
		this.prober = prober;
	}

	@GetMapping("/probe")
	ResponseEntity<Record> probe(@RequestParam String host, @RequestParam int port,
			@RequestParam(defaultValue = SslContexts.DEFAULT) String context) {
		try {
			return ResponseEntity.ok(this.prober.probe(host, port, context));
		}
		catch (IOException ex) {
			return ResponseEntity.status(HttpStatus.BAD_GATEWAY).body(ProbeFailure.of(ex));
		}
		catch (IllegalArgumentException ex) {
			// No such context, no such port.
			return ResponseEntity.badRequest().body(ProbeFailure.of(ex));
		}
	}

}
