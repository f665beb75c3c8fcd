/* Stacked columns of counts: by day (services, regions, kinds) and by hour of the day. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var P = F.parts, N = F.format, D = F.data;

	/* what = {parts, names (of the columns), missing (flags), unit, axis(s)} */
	function draw(d, c, title, what) {
		var s = P.sheet(d, c, title, 300);
		var totals = D.columns(what.parts.map(function (p) { return p.values; }), what.names.length);
		s.option.yAxis = P.valueAxis(s, N.ticks(D.greatest(totals), s.narrow || c.print ? 4 : 5), what.unit);
		P.units(s);
		P.legend(s, P.entries(s, what.parts), P.absence(s, what.missing, s.words.none), true);
		s.option.xAxis = what.axis(s);
		F.bricks.stack(s, what.parts, { gap: what.gap || 0.16, border: 0.6 });
		P.tooltip(s, what.parts.slice().reverse(), function (i) { return what.names[i]; }, function (v) { return N.number(v); });
		return P.finish(s);
	}

	function table(d, c, what, head) {
		return {
			columns: [head].concat(what.parts.map(function (p) { return p.label; })),
			rows: what.names.map(function (name, i) {
				return [name].concat(what.parts.map(function (p) { return D.absent(p.values[i]) ? null : p.values[i]; }));
			})
		};
	}

	function about(d, c, what) {
		var sums = what.parts.map(function (p) { return D.sum(p.values); }), best = D.indexOfGreatest(sums);
		if (!D.sum(sums)) return F.words.about(d, c, 'nothing');
		return F.words.about(d, c, 'stack', [N.number(D.sum(sums)), what.parts[best].label, N.number(sums[best])]);
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
				parts: D.parts(d[by + 's'], d.daily[by][count], c), names: dayNames(d, c), missing: D.missingDays(d), unit: unitOf(c, count),
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
				names: dayNames(d, c), missing: D.missingDays(d), unit: w.accessesUnit,
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
		return D.missingMonths(d).some(function (gone, i) { return !gone && (span === 'half_year' || d.months[i] === d.month); });
	}

	/* span: 'month' or 'half_year' */
	function hourly(span) {
		return figure(function (d, c) {
			var w = F.words.of(c);
			return {
				parts: D.parts(d.services, d.hourly[span], c), names: hours(), missing: hours().map(function () { return !observed(d, span); }), unit: w.accessesUnit, gap: 0.12,
				axis: function (s) {
					return P.nameAxis(s, hours(), function (i) { return !s.narrow || i % 3 === 0; }, w.hourUnit);
				}
			};
		}, 'hour');
	}

	F.stack = { daily: daily, kinds: kinds, hourly: hourly };
})(teitenFigures);
