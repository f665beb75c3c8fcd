/* Stacked columns of counts: by day (services, regions, kinds) and by hour of the day. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var P = F.parts, N = F.format, D = F.data;

	/* what = {parts, names (of the columns), gaps, unit, axis(s)} */
	function draw(d, c, title, what) {
		var s = P.sheet(d, c, title, 300);
		var totals = D.columns(what.parts.map(function (p) { return p.values; }), what.names.length);
		s.option.yAxis = P.valueAxis(s, N.ticks(D.greatest(totals), s.narrow || c.print ? 4 : 5), what.unit);
		if (what.gaps.every(function (gap) { return gap === 'withheld'; })) s.option.yAxis.axisLabel.show = false; /* no scale of nothing */
		P.units(s);
		P.legend(s, P.entries(s, what.parts), P.gapMarks(s, what.gaps, s.words.none), true);
		if (what.marks) F.marks.draw(s, what.marks);
		s.option.xAxis = what.axis(s);
		F.bricks.stack(s, what.parts, { gap: what.gap || 0.16, border: 0.6 });
		P.tooltip(s, what.parts.slice().reverse(), function (i) { return what.names[i]; }, function (v) { return N.number(v); }, what.gaps);
		return P.finish(s);
	}

	function table(d, c, what, head) {
		return {
			columns: [head].concat(what.parts.map(function (p) { return p.label; })),
			rows: what.names.map(function (name, i) {
				return [name].concat(what.parts.map(function (p) {
					return D.cell(c, p.values[i], D.isWithheld(what.gaps[i]));
				}));
			})
		};
	}

	function about(d, c, what) {
		var sums = what.parts.map(function (p) { return D.sum(p.values); }), best = D.indexOfGreatest(sums);
		var name = what.gaps.some(D.isWithheld) ? 'stackPart' : 'stack';
		return F.words.gapped(d, c, !D.sum(sums) ? null : F.words.about(d, c, name, [N.number(D.sum(sums)), what.parts[best].label, N.number(sums[best])]), what.gaps);
	}

	/* A figure's functions from the function that reads its numbers. */
	function figure(read, head) {
		return {
			draw: function (d, c, title) { return draw(d, c, title, read(d, c)); },
			table: function (d, c) { return table(d, c, read(d, c), F.words.of(c)[head]); },
			about: function (d, c) { return about(d, c, read(d, c)); }
		};
	}

	function dayNames(d, c) { return d.days.map(function (day) { return N.dayName(day, c.lang); }); }

	function unitOf(c, count) { return F.words.of(c)[count === 'accesses' ? 'accessesUnit' : 'cumulativeUnit']; }

	/* by: 'service' or 'region'; count: 'accesses' or 'cumulative_sources' */
	function daily(by, count) {
		return figure(function (d, c) {
			return {
				marks: by === 'service' && count === 'accesses' ? F.marks.days(d, c, 'fig2_1_1') : null,
				parts: D.parts(d[by + 's'], d.daily[by][count], c), names: dayNames(d, c), gaps: D.gapsOfDays(d, d.daily[by][count], true), unit: unitOf(c, count),
				axis: function (s) { return P.dayAxis(s, d.days); }
			};
		}, 'day');
	}

	function kinds() {
		return figure(function (d, c) {
			var w = F.words.of(c), names = { probe: w.probe, backscatter: w.backscatter, other: w.otherKind }, colors = { probe: 0, backscatter: 1 };
			return {
				parts: d.daily.kind.keys.map(function (key, i) {
					return { key: key, label: names[key] || key, color: D.absent(colors[key]) ? null : colors[key], values: d.daily.kind.accesses[i] || [] };
				}),
				names: dayNames(d, c), gaps: D.gapsOfDays(d, d.daily.kind.accesses, false), unit: w.accessesUnit,
				axis: function (s) { return P.dayAxis(s, d.days); }
			};
		}, 'day');
	}

	function hours() {
		var out = [], h;
		for (h = 0; h < 24; h++) out.push(String(h));
		return out;
	}

	function observed(d, span) {
		return d.months.some(function (m, i) { return D.monthObserved(d, i) && (span === 'half_year' || m === d.month); });
	}

	/* Hours are zero, not null, when nothing was observed. */
	function gapsOfHours(d, span) {
		if (!observed(d, span)) return hours().map(function () { return 'absent'; });
		return D.gaps(d, d.hourly[span], 24, function () { return true; }, true);
	}

	/* span: 'month' or 'half_year' */
	function hourly(span) {
		return figure(function (d, c) {
			var w = F.words.of(c);
			return {
				marks: span === 'month' ? F.marks.hours(d, c, 'fig4_1_2') : null,
				parts: D.parts(d.services, d.hourly[span], c), names: hours(), gaps: gapsOfHours(d, span), unit: w.accessesUnit, gap: 0.12,
				axis: function (s) {
					return P.nameAxis(s, hours(), function (i) { return !s.narrow || i % 3 === 0; }, w.hourUnit);
				}
			};
		}, 'hour');
	}

	F.stack = { daily: daily, kinds: kinds, hourly: hourly };
})(teitenFigures);
