/* Shares as bars of equal length: month by month, and the services that each region accessed. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var P = F.parts, N = F.format, D = F.data;
	var PERCENT = { max: 100, step: 20, decimals: 0 };

	function totals(parts, count) {
		return D.columns(parts.map(function (p) { return p.values; }), count);
	}

	/* The same parts in percent of each column; null where there is nothing to divide. */
	function shares(parts, sums) {
		return parts.map(function (p) {
			return {
				key: p.key, label: p.label, color: p.color,
				values: sums.map(function (sum, j) { return sum > 0 && !D.absent(p.values[j]) ? p.values[j] * 100 / sum : null; })
			};
		});
	}

	/* A month of which there is nothing to divide has no shares either. */
	function gapsOf(d, parts, sums) {
		return D.gaps(d, parts.map(function (p) { return p.values; }), d.months.length, function (i) { return D.monthObserved(d, i); }, true)
			.map(function (gap, i) { return gap || (sums[i] > 0 ? '' : 'absent'); });
	}

	function drawMonths(d, c, title, what) {
		var s = P.sheet(d, c, title, 300), parts = D.parts(d[what.by + 's'], d.half_year[what.by][what.count], c), sums = totals(parts, d.months.length);
		var gaps = gapsOf(d, parts, sums);
		s.option.yAxis = P.valueAxis(s, PERCENT, s.words.percentUnit);
		P.units(s);
		P.legend(s, P.entries(s, parts), P.gapMarks(s, gaps, s.words.noData), true);
		if (what.count === 'accesses') F.marks.draw(s, F.marks.months(d, c, what.by === 'service' ? 'fig3_1_1' : 'fig3_2_1'));
		s.option.xAxis = P.monthAxis(s, d.months);
		/* a number stands in each part that is large enough for it */
		F.bricks.stack(s, shares(parts, sums), { gap: s.narrow ? 0.14 : 0.36, border: 0.8, inside: { least: 1400 / s.plot, decimals: 1 } });
		P.tooltip(s, parts.slice().reverse(), function (i) { return N.monthName(d.months[i], c.lang); }, function (v) { return v.toFixed(1) + '%'; }, gaps);
		return P.finish(s);
	}

	function months(by, count) {
		return {
			draw: function (d, c, title) { return drawMonths(d, c, title, { by: by, count: count }); },
			table: function (d, c) {
				var parts = D.parts(d[by + 's'], d.half_year[by][count], c), gaps = gapsOf(d, parts, totals(parts, d.months.length));
				return {
					columns: [F.words.of(c).month].concat(parts.map(function (p) { return p.label; })),
					rows: d.months.map(function (m, i) {
						return [N.monthName(m, c.lang)].concat(parts.map(function (p) { return D.cell(c, p.values[i], D.isWithheld(gaps[i])); }));
					})
				};
			},
			about: function (d, c) {
				var parts = D.parts(d[by + 's'], d.half_year[by][count], c), last = d.months.length - 1, sums = totals(parts, d.months.length);
				var best = parts[D.indexOfGreatest(parts.map(function (p) { return p.values[last]; }))];
				return F.words.gapped(d, c, !sums[last] ? null : F.words.about(d, c, 'ratio', [best.label, N.percent(best.values[last], sums[last])]), gapsOf(d, parts, sums));
			}
		};
	}

	/* Of each region, what it accessed; small cells of a row are in its last one. */
	function mixRegions(d, c) {
		return d.regions.map(function (r, i) {
			var row = d.region_service[i] || [];
			return { label: D.label(r, c), row: row, sum: D.sum(row), gap: D.gaps(d, row.map(function (v) { return [v]; }), 1, function () { return true; }, true)[0] };
		});
	}

	/* Regions that were seen. */
	function mixRows(d, c) {
		return mixRegions(d, c).filter(function (r) { return r.sum > 0 || D.isWithheld(r.gap); });
	}

	function gapsOfMix(rows) { return rows.map(function (r) { return r.gap; }); }

	function mixNames(s, rows) {
		var room = s.narrow ? 110 : 210;
		return rows.map(function (r) {
			return F.measure.fit(r.label, P.TEXT, room);
		});
	}

	function drawMix(d, c, title) {
		var s = P.sheet(d, c, title, 300), rows = mixRows(d, c), names, parts, counts, room;
		if (!rows.length) rows = [{ label: '–', row: [], sum: 0, gap: '' }];
		s.plot = Math.max(60, rows.length * (c.print ? 26 : 32));
		names = mixNames(s, rows);
		counts = rows.map(function (r) { return r.gap === 'withheld' ? '–' : N.number(r.sum); });
		room = Math.max(F.measure.widest(names, P.TEXT), 40);
		parts = d.services.map(function (item, j) {
			return { key: item.key, label: D.label(item, c), color: D.absent(item.color) ? null : item.color, values: rows.map(function (r) { return r.row[j]; }) };
		});
		s.left += room + 8;
		s.right += 16;
		s.top += 2;
		P.legend(s, P.entries(s, parts), P.gapMarks(s, gapsOfMix(rows), s.words.noData, true));
		s.option.yAxis = {
			type: 'category', inverse: true, data: names.map(function (_, i) { return String(i); }), axisTick: { show: false },
			axisLine: { lineStyle: { color: s.t.axis } },
			axisLabel: { interval: 0, color: s.t.text, fontSize: P.TEXT, margin: 8, fontFamily: F.theme.font, formatter: function (i) { return names[+i]; } }
		};
		s.option.xAxis = {
			type: 'value', min: 0, max: 100, interval: s.narrow ? 50 : 20, axisLine: { show: false }, axisTick: { show: false },
			splitLine: { lineStyle: { color: s.t.grid } },
			axisLabel: { color: s.t.faint, fontSize: P.SMALL, fontFamily: F.theme.font, formatter: function (v) { return v + '%'; } }
		};
		P.under(s, 24);
		countColumn(s, rows, counts);
		F.bricks.stack(s, shares(parts, rows.map(function (r) { return r.sum; })),
			{ gap: 0.28, border: 0.8, inside: { least: s.narrow ? 14 : 5, decimals: 0 }, rows: true });
		P.tooltip(s, parts, function (i) { return rows[i].label; }, function (v) { return v.toFixed(1) + '%'; }, gapsOfMix(rows));
		return P.finish(s);
	}

	/* How many accesses the whole bar stands for, at its right end. */
	function countColumn(s, rows, counts) {
		var width = F.measure.widest(counts.concat(s.words.accesses), P.SMALL), band = s.plot / rows.length, edge;
		s.right += width;
		edge = s.width - s.right + width + 8;
		s.top += 16;
		if (s.option.legend && !s.narrow) s.option.legend.forEach(function (l) { l.top += 16; });
		P.text(s, edge, s.top - 9, s.words.accesses, { size: P.SMALL, fill: s.t.faint, align: 'right' });
		rows.forEach(function (r, i) {
			P.text(s, edge, s.top + band * (i + 0.5), counts[i], { size: P.SMALL, align: 'right' });
		});
	}

	var mix = {
		draw: drawMix,
		table: function (d, c) {
			return {
				columns: [F.words.of(c).region].concat(d.services.map(function (s) { return D.label(s, c); })),
				rows: mixRegions(d, c).map(function (r) {
					return [r.label].concat(d.services.map(function (_, j) { return D.cell(c, r.row[j], D.isWithheld(r.gap)); }));
				})
			};
		},
		about: function (d, c) {
			var rows = mixRows(d, c), shown = rows.filter(function (r) { return r.sum > 0; });
			return F.words.gapped(d, c, !shown.length ? null : F.words.about(d, c, 'mix', [shown.length]), gapsOfMix(rows));
		}
	};

	F.ratio = { months: months, mix: mix };
})(teitenFigures);
