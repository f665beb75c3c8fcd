/* Figure 1: accesses (bars) and sources (line) per point and day over six months. Both axes begin at zero;
 * their scales are chosen so that the line runs above the bars and each keeps its numbers readable. */
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

	/* Numbers stand in their bars; above one that is too low; all upright where the bars are too thin. */
	function barLabel(s, v, max, size, upright) {
		var room = upright ? F.measure.width(N.average(v), size, true) : size, inside = v / max * s.plot > room + 12;
		return {
			position: inside ? 'insideBottom' : 'top', color: inside ? s.t.seriesInk0 : s.t.text, distance: inside ? 8 : 3,
			rotate: upright ? 90 : 0, align: upright ? 'left' : 'center', verticalAlign: upright ? 'middle' : 'bottom'
		};
	}

	function bars(s, values, max) {
		var size = s.narrow ? 10 : 13, bar = (s.width - s.left - s.right) / values.length * (s.narrow ? 0.8 : 0.46);
		var upright = F.measure.widest(values.map(function (v) { return v === null ? '' : N.average(v); }), size, true) > bar - 1;
		return {
			name: 'accesses', type: 'bar', barWidth: s.narrow ? '80%' : '46%', itemStyle: { color: s.t.series0 }, silent: !s.c.interactive,
			emphasis: { disabled: true },
			data: values.map(function (v) { return v === null ? '-' : { value: v, label: barLabel(s, v, max, size, upright) }; }),
			label: { show: true, fontSize: size, fontWeight: 'bold', fontFamily: F.theme.font, formatter: function (p) { return N.average(p.value); } }
		};
	}

	function line(s, values) {
		return {
			name: 'sources', type: 'line', yAxisIndex: 1, data: values.map(function (v) { return v === null ? '-' : v; }), symbol: 'circle', symbolSize: 9,
			lineStyle: { width: 3, color: s.t.accent }, itemStyle: { color: s.t.accent, borderColor: s.t.separator, borderWidth: 2 },
			silent: !s.c.interactive, emphasis: { disabled: true },
			label: {
				show: true, position: 'top', distance: 8, color: s.t.accent, fontSize: s.narrow ? 11 : 13, fontWeight: 'bold', fontFamily: F.theme.font,
				textBorderColor: s.t.halo, textBorderWidth: 3, formatter: function (p) { return N.average(p.value); }
			}
		};
	}

	function draw(d, c, title) {
		var s = P.sheet(d, c, title, 290), w = s.words, v = columns(d), left, right;
		var entries = [{ name: 'accesses', label: w.accesses, color: s.t.series0 },
			{ name: 'sources', label: w.sources, color: s.t.accent, icon: 'path://M0,5H4A4,4,0,0,1,12,5H16V8H12A4,4,0,0,1,4,8H0Z' }];
		left = N.ticksExactly(D.greatest(v.accesses) / 0.62, 5);
		right = N.ticksExactly(D.greatest(v.sources) / 0.84, 5);
		entries = entries.concat(P.absence(s, D.missingMonths(d), w.noData));
		s.option.yAxis = [P.valueAxis(s, left, { text: w.perPointDayAccesses, fill: s.t.faint }),
			P.valueAxis(s, right, { text: w.perPointDaySources, fill: s.t.accent }, 'right')];
		P.legendTop(s, entries);
		P.units(s);
		s.option.xAxis = P.monthAxis(s, d.months);
		s.option.series.push(bars(s, v.accesses, left.max), line(s, v.sources));
		P.tooltip(s, [{ key: 'accesses', label: w.accesses }, { key: 'sources', label: w.sources }],
			function (i) { return N.monthName(d.months[i], c.lang); }, N.average);
		return P.finish(s);
	}

	function table(d, c) {
		var w = F.words.of(c), v = columns(d);
		return {
			columns: [w.month, w.accesses, w.sources],
			rows: d.months.map(function (m, i) { return [N.monthName(m, c.lang), v.accesses[i], v.sources[i]]; })
		};
	}

	function about(d, c) {
		if (D.absent(d.totals.accesses_per_point_day)) return F.words.about(d, c, 'nothing');
		return F.words.about(d, c, 'monthly', [N.average(d.totals.sources_per_point_day), N.average(d.totals.accesses_per_point_day)]);
	}

	F.monthly = { draw: draw, table: table, about: about };
})(teitenFigures);
