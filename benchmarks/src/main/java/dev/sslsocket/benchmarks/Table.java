package dev.sslsocket.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;

/**
 * A table of Markdown: a row for each contestant, a column for each figure, in each cell
 * the median and how it stands to the reference.
 *
 * @param title heading
 * @param columns headings of the columns
 * @param figures the figure of each column
 * @param digits behind the point
 */
record Table(String title, List<String> columns, List<String> figures, int digits) {

	String markdown(Results results, List<String> contestants, String reference) {
		StringBuilder text = new StringBuilder("\n### " + this.title + "\n\n| |");
		this.columns.forEach((column) -> text.append(' ').append(column).append(" |"));
		text.append("\n|---|").append("---:|".repeat(this.columns.size())).append('\n');
		for (String contestant : contestants) {
			text.append("| ").append(contestant).append(" |");
			for (String figure : this.figures) {
				text.append(' ').append(cell(results, figure, contestant, reference)).append(" |");
			}
			text.append('\n');
		}
		return text.toString();
	}

	private String cell(Results results, String figure, String contestant, String reference) {
		double median = results.median(figure, contestant);
		if (Double.isNaN(median)) {
			return "–";
		}
		String value = String.format(Locale.ROOT, "%." + this.digits + "f", median);
		double ratio = results.ratio(figure, contestant, reference);
		return (contestant.equals(reference) || Double.isNaN(ratio)) ? value
				: String.format(Locale.ROOT, "%s (%.2f)", value, ratio);
	}

	/** A table over tasks that differ in one word. */
	static Table over(String title, List<String> words, BinaryOperator<String> figure, String unit, int digits) {
		return new Table(title, words, words.stream().map((word) -> figure.apply(word, unit)).toList(), digits);
	}

}
