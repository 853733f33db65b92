package dev.sslsocket.benchmarks;

import dev.sslsocket.benchmarks.workload.Task;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DescriptorsTests {

	@Test
	void sufficeWhenBothEndsFitIsTrue() {
		assertThat(Descriptors.suffice(new Task("idle:5000:1"), 1, 11_000)).isTrue();
		assertThat(Descriptors.suffice(new Task("crowd:5000:50:threads"), 3, 20_000)).isFalse();
	}

	@Test
	void sufficeWhenTaskHasFewConnectionsIsTrue() {
		assertThat(Descriptors.suffice(new Task("bulk:1048576:nodelay"), 3, 1024)).isTrue();
	}

	@Test
	void allowedWhenAskedIsWhatTheSystemSays() {
		assertThat(Descriptors.allowed()).isPositive();
	}

}
