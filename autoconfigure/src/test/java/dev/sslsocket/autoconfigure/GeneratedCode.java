package dev.sslsocket.autoconfigure;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.generate.InMemoryGeneratedFiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compiles what ahead-of-time processing has generated and loads it beside the classes it
 * is for: it uses their package-private members.
 *
 * @param directory where to work
 */
record GeneratedCode(Path directory) {

	private static final String CLASS = ".class";

	void compile(InMemoryGeneratedFiles files) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", this.directory.toString()));
		for (String name : files.getGeneratedFiles(GeneratedFiles.Kind.SOURCE).keySet()) {
			Path source = this.directory.resolve(name);
			Files.createDirectories(source.getParent());
			Files.writeString(source, files.getGeneratedFileContent(GeneratedFiles.Kind.SOURCE, name));
			arguments.add(source.toString());
		}
		assertThat(files.getGeneratedFiles(GeneratedFiles.Kind.SOURCE)).isNotEmpty();
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.as("exit code of the compiler")
			.isZero();
	}

	/** Loads everything and returns one of the classes. */
	Class<?> load(String wanted) throws IOException, ReflectiveOperationException {
		List<Path> compiled;
		try (Stream<Path> files = Files.walk(this.directory)) {
			compiled = files.filter((file) -> file.toString().endsWith(CLASS)).toList();
		}
		for (Path file : compiled) {
			String path = this.directory.relativize(file).toString();
			String name = path.substring(0, path.length() - CLASS.length()).replace('/', '.');
			Class<?> target = Class.forName(name.substring(0, name.indexOf("__")));
			MethodHandles.privateLookupIn(target, MethodHandles.lookup()).defineClass(Files.readAllBytes(file));
		}
		return Class.forName(wanted);
	}

}
