package dev.sslsocket.benchmarks.chart;

import java.io.StringReader;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import dev.sslsocket.benchmarks.chart.BarChart.Series;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;

class BarChartTests {

	@Test
	void svgWhenValuesDifferDrawsBarsInProportion() throws Exception {
		List<Element> bars = bars(new BarChart("a < b", List.of("x", "y"), List
			.of(new Series("one", "#111", List.of(1.0, 4.0)), new Series("two", "#222", List.of(2.0, Double.NaN)))));
		assertThat(bars).hasSize(3);
		assertThat(height(bars.get(1))).isEqualTo(2 * height(bars.get(0)), org.assertj.core.data.Offset.offset(0.2));
		assertThat(height(bars.get(2))).isEqualTo(4 * height(bars.get(0)), org.assertj.core.data.Offset.offset(0.4));
		assertThat(bars.get(1).getTextContent()).isEqualTo("two, x: 2.000");
	}

	@Test
	void svgWhenThereIsNoValueDrawsNone() throws Exception {
		assertThat(bars(new BarChart("empty", List.of("x"), List.of(new Series("one", "#111", List.of(Double.NaN))))))
			.isEmpty();
	}

	@Test
	void stepWhenValuesGrowStaysRound() {
		assertThat(BarChart.step(5)).isEqualTo(1);
		assertThat(BarChart.step(11)).isEqualTo(2);
		assertThat(BarChart.step(140_000)).isEqualTo(50_000);
		assertThat(BarChart.step(0.5)).isEqualTo(0.1);
	}

	/** Those rectangles that have a tooltip. */
	private static List<Element> bars(BarChart chart) throws Exception {
		Document document = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new InputSource(new StringReader(chart.svg())));
		NodeList titles = document.getElementsByTagName("title");
		return java.util.stream.IntStream.range(0, titles.getLength())
			.mapToObj((i) -> (Element) titles.item(i).getParentNode())
			.toList();
	}

	private static double height(Element bar) {
		return Double.parseDouble(bar.getAttribute("height"));
	}

}
