package dev.sslsocket.benchmarks.chart;

import java.util.List;
import java.util.Locale;

/**
 * Grouped bars, as SVG. Immutable.
 *
 * @param title above it
 * @param groups names of the groups, left to right
 * @param series a bar in each group
 */
public record BarChart(String title, List<String> groups, List<Series> series) {

	/**
	 * The bars of one colour.
	 *
	 * @param name for the legend
	 * @param color of CSS
	 * @param values one for each group; NaN for none
	 */
	public record Series(String name, String color, List<Double> values) {
	}

	private static final int WIDTH = 960;

	private static final int HEIGHT = 380;

	private static final int LEFT = 64;

	private static final int RIGHT = 180;

	private static final int TOP = 48;

	private static final int BOTTOM = 36;

	/** Draws it. */
	public String svg() {
		StringBuilder svg = new StringBuilder();
		svg.append(text("""
				<svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
				font-family="sans-serif" font-size="12">
				<rect width="%1$d" height="%2$d" fill="white"/>
				<text x="%3$d" y="26" font-size="16" font-weight="bold">%4$s</text>
				""", WIDTH, HEIGHT, LEFT, escaped(this.title)));
		double step = step(greatest());
		double top = Math.max(1, Math.ceil(greatest() / step)) * step;
		axis(svg, step, top);
		bars(svg, top);
		legend(svg);
		return svg.append("</svg>\n").toString();
	}

	private double greatest() {
		return this.series.stream()
			.flatMap((one) -> one.values().stream())
			.filter((value) -> !value.isNaN())
			.mapToDouble(Double::doubleValue)
			.max()
			.orElse(1);
	}

	/** A round number of which about five make the axis. */
	static double step(double greatest) {
		double power = Math.pow(10, Math.floor(Math.log10(greatest / 5)));
		for (double factor : new double[] { 1, 2, 5 }) {
			if (greatest / (factor * power) <= 6) {
				return factor * power;
			}
		}
		return 10 * power;
	}

	private void axis(StringBuilder svg, double step, double top) {
		for (int i = 0; i * step <= top * 1.001; i++) {
			double y = y(i * step, top);
			svg.append(text("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n", LEFT,
					WIDTH - RIGHT, y, y));
			svg.append(text("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n", LEFT - 6, y + 4,
					label(i * step, step)));
		}
	}

	private static String label(double value, double step) {
		int digits = Math.max(0, (int) -Math.floor(Math.log10(step)));
		return String.format(Locale.ROOT, "%,." + digits + "f", value);
	}

	private void bars(StringBuilder svg, double top) {
		double width = (WIDTH - LEFT - RIGHT) / (double) this.groups.size();
		double bar = Math.min(40, width * 0.86 / this.series.size());
		for (int i = 0; i < this.groups.size(); i++) {
			int group = i;
			List<Series> there = this.series.stream().filter((one) -> !one.values().get(group).isNaN()).toList();
			double middle = LEFT + (i + 0.5) * width;
			double left = middle - bar * there.size() / 2;
			for (Series one : there) {
				double value = one.values().get(i);
				svg.append(text(
						"<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s, %s: %.4g</title></rect>%n",
						left, y(value, top), bar * 0.92, y(0, top) - y(value, top), one.color(), escaped(one.name()),
						escaped(this.groups.get(i)), value));
				left += bar;
			}
			svg.append(text("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n", middle,
					HEIGHT - BOTTOM + 18, escaped(this.groups.get(i))));
		}
	}

	private static double y(double value, double top) {
		return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
	}

	private void legend(StringBuilder svg) {
		for (int i = 0; i < this.series.size(); i++) {
			int y = TOP + 20 * i;
			svg.append(text("<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>%n", WIDTH - RIGHT + 20, y,
					this.series.get(i).color()));
			svg.append(text("<text x=\"%d\" y=\"%d\">%s</text>%n", WIDTH - RIGHT + 38, y + 11,
					escaped(this.series.get(i).name())));
		}
	}

	private static String text(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

}
