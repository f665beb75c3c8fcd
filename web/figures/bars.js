/* Plain columns by day: connections to a maintenance service with their mean, and how much of what should
 * have been observed was. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var P = F.parts, N = F.format, D = F.data;

	function meanOf(values) {
		var seen = values.filter(function (v) { return !D.absent(v); });
		return seen.length ? D.sum(seen) / seen.length : null;
	}

	/* Its label stands at the end of the line, or above the plot where there is no room beside it. */
	function meanLine(s, mean, words) {
		if (s.narrow) P.text(s, s.width - P.EDGE, s.top - 17, '┄ ' + words, { size: P.SMALL, fill: s.t.accent, align: 'right' });
		else s.right += F.measure.width(words, P.SMALL) + 8;
		return {
			symbol: 'none', silent: true, animation: false, data: [{ yAxis: mean }], emphasis: { disabled: true },
			lineStyle: { color: s.t.accent, type: [6, 4], width: 1.6 },
			label: {
				show: !s.narrow, position: 'end', distance: 5, color: s.t.accent, fontSize: P.SMALL, fontFamily: F.theme.font,
				formatter: function () { return words; }
			}
		};
	}

	function drawMaintenance(d, c, title, m) {
		var s = P.sheet(d, c, title, 270), gaps = D.gapsOfDays(d, [m.daily], false), mean = meanOf(m.daily), entries, series;
		entries = P.gapMarks(s, gaps, s.words.none);
		s.option.yAxis = P.valueAxis(s, N.ticks(D.greatest(m.daily), s.narrow || c.print ? 4 : 5), s.words.connectionsUnit);
		if (entries.length) P.legendTop(s, entries);
		P.units(s);
		series = {
			name: m.key, type: 'bar', barCategoryGap: '24%', itemStyle: { color: s.t.series0 }, silent: !c.interactive, emphasis: { disabled: true },
			data: m.daily.map(function (v) { return D.absent(v) ? '-' : v; })
		};
		if (mean) series.markLine = meanLine(s, mean, F.words.say(c, 'mean', N.average(mean)));
		s.option.xAxis = P.dayAxis(s, d.days);
		s.option.series.push(series);
		P.tooltip(s, [{ key: m.key, label: s.words.connections }], function (i) { return N.dayName(d.days[i], c.lang); }, function (v) { return N.number(v); }, gaps);
		return P.finish(s);
	}

	function maintenance(m) {
		return {
			title: function (d, c) { return F.words.title(d, c, 'maintenance', [D.label(m, c)]); },
			draw: function (d, c, title) { return drawMaintenance(d, c, title, m); },
			table: function (d, c) {
				var w = F.words.of(c), gaps = D.gapsOfDays(d, [m.daily], false);
				return {
					columns: [w.day, w.connections],
					rows: d.days.map(function (day, i) { return [N.dayName(day, c.lang), D.cell(c, m.daily[i], D.isWithheld(gaps[i]))]; })
				};
			},
			about: function (d, c) {
				var best = D.indexOfGreatest(m.daily);
				return F.words.gapped(d, c, !m.daily[best] ? null : F.words.about(d, c, 'peak', [N.dayName(d.days[best], c.lang), N.number(m.daily[best])]),
					D.gapsOfDays(d, [m.daily], false));
			}
		};
	}

	function coverageParts(d, c) {
		var w = F.words.of(c), seen = d.coverage.daily.map(function (v) { return v || 0; });
		return [{ key: 'observed', label: w.observed, color: 9, values: seen },
			{ key: 'missing', label: w.missing, color: null, values: d.coverage.expected.map(function (e, i) { return Math.max(0, Math.round(((e || 0) - seen[i]) * 1000) / 1000); }) }];
	}

	function drawCoverage(d, c, title) {
		var s = P.sheet(d, c, title, 210), parts = coverageParts(d, c), most = D.greatest(d.coverage.expected.concat(d.coverage.daily)), entries;
		s.option.yAxis = P.valueAxis(s, N.ticks(most, 4), s.words.pointDaysUnit);
		entries = P.entries(s, parts);
		entries[1].color = s.t.absent;
		entries[1].outline = s.t.axis;
		P.legendTop(s, entries);
		P.units(s);
		s.option.xAxis = P.dayAxis(s, d.days);
		parts[1].fill = s.t.absent;
		parts[1].edge = s.t.axis;
		F.bricks.stack(s, parts, { gap: 0.16, border: 0.8 });
		P.tooltip(s, parts, function (i) { return N.dayName(d.days[i], c.lang); }, function (v) { return N.number(v, 2); });
		return P.finish(s);
	}

	var coverage = {
		draw: drawCoverage,
		table: function (d, c) {
			var w = F.words.of(c);
			return {
				columns: [w.day, w.observedColumn, w.expectedColumn],
				rows: d.days.map(function (day, i) { return [N.dayName(day, c.lang), d.coverage.daily[i], d.coverage.expected[i]]; })
			};
		},
		about: function (d, c) {
			return F.words.about(d, c, 'coverage', [N.number(D.sum(d.coverage.daily), 1), N.number(D.sum(d.coverage.expected), 1)]);
		}
	};

	F.bars = { maintenance: maintenance, coverage: coverage };
})(teitenFigures);
