package dev.sslsocket.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A table of Markdown: a row for each contestant, a column for each figure, in each cell
 * the median and how it stands to the reference.
 *
 * @param title heading
 * @param reference who the others are compared with
 * @param columns what it shows
 */
record Table(String title, String reference, List<Column> columns) {

	/**
	 * A figure of the table.
	 *
	 * @param heading above it
	 * @param figure what it shows
	 * @param digits behind the point
	 */
	record Column(String heading, String figure, int digits) {

		private String withDirection() {
			return this.heading + (Results.higherIsBetter(this.figure) ? " ↑" : " ↓");
		}

	}

	/** Returns the text; empty where nothing of it was measured. */
	String markdown(Results results) {
		List<String> contestants = results.contestants(this.columns.stream().map(Column::figure).toList());
		if (contestants.isEmpty()) {
			return "";
		}
		StringBuilder text = new StringBuilder("\n### " + this.title + "\n\n| |");
		this.columns.forEach((column) -> text.append(' ').append(column.withDirection()).append(" |"));
		text.append("\n|---|").append("---:|".repeat(this.columns.size())).append('\n');
		for (String contestant : contestants) {
			text.append("| ").append(contestant).append(" |");
			this.columns.forEach((column) -> text.append(' ').append(cell(results, column, contestant)).append(" |"));
			text.append('\n');
		}
		return text.toString();
	}

	private String cell(Results results, Column column, String contestant) {
		double median = results.median(column.figure, contestant);
		if (Double.isNaN(median)) {
			return "–";
		}
		String value = String.format(Locale.ROOT, "%,." + column.digits + "f", median);
		double ratio = results.ratio(column.figure, contestant, this.reference);
		return (contestant.equals(this.reference) || Double.isNaN(ratio)) ? value
				: String.format(Locale.ROOT, "%s (%.2f)", value, ratio);
	}

}
