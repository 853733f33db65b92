package dev.sslsocket.testing.program;

import java.util.Locale;

/**
 * Something that has to be installed, and how. Immutable; safe for use by many threads.
 *
 * @param name what a person calls it
 * @param debianPackage the package that holds it
 * @param installed whether it is here
 */
record Requirement(String name, String debianPackage, boolean installed) {

	static Requirement of(RequiresProgram program) {
		String name = program.value();
		String debianPackage = program.debianPackage().isEmpty() ? name : program.debianPackage();
		return new Requirement(name, debianPackage, InstalledPrograms.find(name).isPresent());
	}

	static Requirement of(RequiresPerlModule module) {
		String name = module.value();
		String debianPackage = module.debianPackage();
		if (debianPackage.isEmpty()) {
			debianPackage = "lib" + name.replace("::", "-").toLowerCase(Locale.ROOT) + "-perl";
		}
		return new Requirement("the Perl module " + name, debianPackage, InstalledPrograms.hasPerlModule(name));
	}

	boolean missing() {
		return !this.installed;
	}

	String explanation() {
		return this.name + " is not installed: apt-get install " + this.debianPackage;
	}

}
