/* Figure 1: accesses (bars) and sources (line) per point and day over six months. Both axes begin at zero; their
 * scales are chosen so that the line runs above the bars. Where it falls among them all the same, the numbers
 * leave the plot and stand in two rows under it. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var P = F.parts, N = F.format, D = F.data;

	function columns(d) {
		return {
			accesses: d.monthly.map(function (m) { return D.absent(m.accesses_per_point_day) ? null : m.accesses_per_point_day; }),
			sources: d.monthly.map(function (m) { return D.absent(m.sources_per_point_day) ? null : m.sources_per_point_day; })
		};
	}

	function gaps(d, v) {
		return D.gaps(d, [v.accesses], d.months.length, function (i) { return D.monthObserved(d, i); }, false);
	}

	/* Numbers stand in their bars; above one that is too low; all upright where the bars are too thin. */
	function barLabel(s, v, max, size, upright) {
		var room = upright ? F.measure.width(N.average(v), size, true) : size, inside = v / max * s.plot > room + 12;
		return {
			position: inside ? 'insideBottom' : 'top', color: inside ? s.t.seriesInk0 : s.t.text, distance: inside ? 8 : 3,
			rotate: upright ? 90 : 0, align: upright ? 'left' : 'center', verticalAlign: upright ? 'middle' : 'bottom'
		};
	}

	/* Whether a point of the line, or its number, meets a bar. */
	function crossing(s, v, left, right) {
		return v.accesses.some(function (bar, i) {
			return bar !== null && v.sources[i] !== null && v.sources[i] / right.max * s.plot < bar / left.max * s.plot + 6;
		});
	}

	/* The two rows of numbers, each with its mark. */
	function rowsBelow(s, v) {
		var at = P.under(s, 38), size = s.narrow ? 10 : P.TEXT;
		s.later.push(function (plotEnd) {
			var top = plotEnd + at + 10, each = (s.width - s.left - s.right) / v.accesses.length;
			var widest = F.measure.widest(v.accesses.concat(v.sources).map(function (n) { return n === null ? '' : N.average(n); }), 1, true);
			size = Math.min(size, (each - 4) / widest);
			s.option.graphic.push({ type: 'rect', silent: true, shape: { x: P.EDGE, y: top - 5, width: 10, height: 10 }, style: { fill: s.t.series0 } });
			s.option.graphic.push({ type: 'circle', silent: true, shape: { cx: P.EDGE + 5, cy: top + 17, r: 4.5 }, style: { fill: s.t.accent } });
			[v.accesses, v.sources].forEach(function (row, k) {
				row.forEach(function (n, i) {
					if (n !== null) P.text(s, s.left + each * (i + 0.5), top + 17 * k, N.average(n), { size: size, bold: true, align: 'center', fill: k ? s.t.accent : s.t.text });
				});
			});
		});
	}

	function bars(s, values, max, labelled) {
		var size = s.narrow ? 10 : 13, bar = (s.width - s.left - s.right) / values.length * (s.narrow ? 0.8 : 0.46);
		var upright = F.measure.widest(values.map(function (v) { return v === null ? '' : N.average(v); }), size, true) > bar - 1;
		return {
			name: 'accesses', type: 'bar', barWidth: s.narrow ? '80%' : '46%', itemStyle: { color: s.t.series0 }, silent: !s.c.interactive,
			emphasis: { disabled: true },
			data: values.map(function (v) { return v === null ? '-' : { value: v, label: barLabel(s, v, max, size, upright) }; }),
			label: { show: labelled, fontSize: size, fontWeight: 'bold', fontFamily: F.theme.font, formatter: function (p) { return N.average(p.value); } }
		};
	}

	function line(s, values, labelled) {
		return {
			name: 'sources', type: 'line', yAxisIndex: 1, data: values.map(function (v) { return v === null ? '-' : v; }), symbol: 'circle', symbolSize: 9,
			lineStyle: { width: 3, color: s.t.accent }, itemStyle: { color: s.t.accent, borderColor: s.t.separator, borderWidth: 2 },
			silent: !s.c.interactive, emphasis: { disabled: true },
			label: {
				show: labelled, position: 'top', distance: 8, color: s.t.accent, fontSize: s.narrow ? 11 : 13, fontWeight: 'bold', fontFamily: F.theme.font,
				textBorderColor: s.t.halo, textBorderWidth: 3, formatter: function (p) { return N.average(p.value); }
			}
		};
	}

	function draw(d, c, title) {
		var s = P.sheet(d, c, title, 290), w = s.words, v = columns(d), left, right, labelled, missing = gaps(d, v);
		var entries = [{ name: 'accesses', label: w.accesses, color: s.t.series0 },
			{ name: 'sources', label: w.sources, color: s.t.accent, icon: 'path://M0,5H4A4,4,0,0,1,12,5H16V8H12A4,4,0,0,1,4,8H0Z' }];
		left = N.ticksExactly(D.greatest(v.accesses) / 0.62, 5);
		right = N.ticksExactly(D.greatest(v.sources) / 0.84, 5);
		entries = entries.concat(P.gapMarks(s, missing, w.noData));
		s.option.yAxis = [P.valueAxis(s, left, { text: w.perPointDayAccesses, fill: s.t.faint }),
			P.valueAxis(s, right, { text: w.perPointDaySources, fill: s.t.accent }, 'right')];
		P.legendTop(s, entries);
		P.units(s);
		F.marks.draw(s, F.marks.months(d, c, 'fig1'));
		s.option.xAxis = P.monthAxis(s, d.months);
		labelled = !crossing(s, v, left, right);
		if (!labelled) rowsBelow(s, v);
		s.option.series.push(bars(s, v.accesses, left.max, labelled), line(s, v.sources, labelled));
		P.tooltip(s, [{ key: 'accesses', label: w.accesses }, { key: 'sources', label: w.sources }],
			function (i) { return N.monthName(d.months[i], c.lang); }, N.average, missing);
		return P.finish(s);
	}

	function table(d, c) {
		var w = F.words.of(c), v = columns(d), missing = gaps(d, v);
		return {
			columns: [w.month, w.accesses, w.sources],
			rows: d.months.map(function (m, i) {
				var withheld = D.isWithheld(missing[i]);
				return [N.monthName(m, c.lang), D.cell(c, v.accesses[i], withheld), D.cell(c, v.sources[i], withheld)];
			})
		};
	}

	function about(d, c) {
		var t = d.totals;
		return F.words.gapped(d, c, D.absent(t.accesses_per_point_day) ? null :
			F.words.about(d, c, 'monthly', [N.average(t.sources_per_point_day), N.average(t.accesses_per_point_day)]), gaps(d, columns(d)));
	}

	F.monthly = { draw: draw, table: table, about: about };
})(teitenFigures);
