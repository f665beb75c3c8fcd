// The browser's way to draw: every figure as an option for a page that answers to the pointer, and what the
// pointer shows. figure_interactive.mjs SOURCE SCRIPTS...
import fs from 'node:fs';
import path from 'node:path';
import { done, ok, openFigures } from './figure_host.mjs';

const [source, ...files] = process.argv.slice(2);
const host = openFigures(source, files);
const figures = host.figures;

function pointed(option) {
	const series = option.series.find((s) => s.type === 'bar' || s.type === 'line');
	if (option.tooltip.trigger === 'axis') {
		const at = Math.max(0, series.data.findIndex((v) => v !== '-'));
		const value = series.data[at];
		return option.tooltip.formatter([{ seriesName: series.name, dataIndex: at, value: value?.value ?? value, marker: '' }]);
	}
	const item = option.series.flatMap((s) => s.data ?? []).find((v) => v && v.name && v.name !== '-');
	return item ? option.tooltip.formatter({ name: item.name, data: item }) : null;
}

// The pointer on each column of a figure by day tells what is withheld there.
function testWithheld() {
	const summary = JSON.parse(fs.readFileSync(path.join(source, 'tests/golden/figure/withheld.json'), 'utf8'));
	const { option } = figures.draw(summary, 'fig_kinds', { lang: 'en', interactive: true, width: 860 });
	const series = option.series.filter((s) => s.type === 'bar');
	const shown = (day) => option.tooltip.formatter(series.map((s) => ({ seriesName: s.name, dataIndex: day - 1, value: s.data[day - 1], marker: '' })));
	ok(shown(12) === '12 Nov<br>Withheld', 'a day that is withheld', shown(12));
	ok(/Probes <b>\d+<\/b><br>Withheld in part or whole$/.test(shown(20)), 'a day of which a part is withheld', shown(20));
	ok(shown(6) === '6 Nov', 'a day that was not observed', shown(6));
	ok(!/ithheld/.test(shown(1)), 'a day that is published', shown(1));
}

for (const sample of ['november', 'partial', 'withheld', 'hostile']) {
	const summary = JSON.parse(fs.readFileSync(path.join(source, 'tests/golden/figure', `${sample}.json`), 'utf8'));
	for (const id of figures.list(summary)) {
		for (const width of [320, 500, 1200]) {
			const drawing = figures.draw(summary, id, { lang: 'en', interactive: true, width });
			ok(drawing.width === width && drawing.height > 60 && drawing.height < 2000, `${sample} ${id} fits ${width} px`, `${drawing.height}`);
			if (!drawing.option.tooltip.formatter) continue;
			const shown = pointed(drawing.option);
			if (shown === null) continue;
			ok(/\d/.test(shown) && !/NaN|undefined|null/.test(shown), `${sample} ${id} tells its numbers`, shown);
			ok(!/<(?!br>|b>|\/b>)/.test(shown), `${sample} ${id} lets no markup in`, shown);
		}
	}
}
testWithheld();
done();
