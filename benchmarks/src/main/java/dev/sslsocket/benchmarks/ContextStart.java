package dev.sslsocket.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import com.sun.management.ThreadMXBean;
import dev.sslsocket.benchmarks.workload.CpuClock;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts an application context that has nothing but its auto-configuration. Whether ours
 * is among it is a matter of the class path.
 */
final class ContextStart {

	/** Whatever is on the class path. */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	private ContextStart() {
	}

	/**
	 * Measures once when asked.
	 * @param args properties, as on an application's command line
	 */
	public static void main(String[] args) throws Exception {
		Worker.serve((task, scale) -> start(args));
	}

	private static Map<String, Double> start(String[] args) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long allocated = threads.getCurrentThreadAllocatedBytes();
		long cpu = CpuClock.ofProcess();
		long start = System.nanoTime();
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		Map<String, Double> figures = new LinkedHashMap<>();
		try (ConfigurableApplicationContext context = application.run(args)) {
			Objects.requireNonNull(context);
			figures.put("ms", (System.nanoTime() - start) / 1e6);
			figures.put("CPU ms", (CpuClock.ofProcess() - cpu) / 1e6);
			figures.put("allocated MiB", (threads.getCurrentThreadAllocatedBytes() - allocated) / 1048576.0);
		}
		return figures;
	}

}
