/* What the findings name, marked in the figures: a bracket above the days, months or hours, never upon the data. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var P = F.parts, D = F.data;
	var LANE = 18; /* px a bracket with its words */
	var MOST = 3;  /* brackets above one figure: the most severe */
	var FALLS = { drop: true, level_down: true, left_top: true };

	function findings(d, id) {
		return (d.findings || []).filter(function (f) { return f.figure === id && f.subject && f.numbers; });
	}

	/* ▲ or ▼ and what it is about: of a level, the service that makes it. */
	function words(f, c) {
		var n = f.numbers, driver = n.drivers && n.drivers[0];
		var falls = FALLS[f.type] || f.type === 'level_steady' && n.value < n.expected;
		return (falls ? '▼ ' : '▲ ') + D.label(driver || f.subject, c);
	}

	/* Places in a list of names, for findings that have a span there. */
	function spans(d, c, id, names) {
		return findings(d, id).map(function (f) {
			return { from: names.indexOf(f.numbers.from), to: names.indexOf(f.numbers.to), text: words(f, c) };
		});
	}

	function days(d, c, id) { return spans(d, c, id, d.days); }

	function months(d, c, id) { return spans(d, c, id, d.months); }

	/* The hour that gained most. */
	function hours(d, c, id) {
		return findings(d, id).filter(function (f) { return f.type === 'hours_changed'; }).map(function (f) {
			return { from: f.numbers.hour, to: f.numbers.hour, text: words(f, c) };
		});
	}

	/* Days since a month, in a group's own figure, where that begins before it. */
	function group(d, c, one) {
		return (d.findings || []).filter(function (f) {
			return (f.type === 'surge' || f.type === 'drop') && f.subject.kind === 'service' && f.subject.key === one.key && f.numbers.from;
		}).map(function (f) {
			var first = 0;
			while (first < one.days.length && one.days[first].slice(0, 7) < f.numbers.from) first++;
			return { from: first > 0 && first < one.days.length ? first : -1, to: one.days.length - 1, text: words(f, c) };
		});
	}

	function place(box, api, m) {
		var band = api.size([1, 0])[0], x = api.coord([m.from, 0])[0] - band / 2;
		return { x: x, w: api.coord([m.to, 0])[0] + band / 2 - x, top: box.y, bottom: box.y + box.height };
	}

	function line(s, path, dash) {
		return { type: 'path', shape: { pathData: path }, style: { fill: 'none', stroke: s.t.monthEdge, lineWidth: dash ? 0.8 : 1.4, lineDash: dash } };
	}

	function bracket(s, box, at, m, lane) {
		var y = at.top - 4 - lane * LANE, text = F.measure.fit(m.text, P.SMALL, box.width, true), half = F.measure.width(text, P.SMALL, true) / 2;
		var middle = Math.min(Math.max(at.x + at.w / 2, box.x + half), box.x + box.width - half);
		return [line(s, 'M' + at.x + ' ' + (y + 3) + 'V' + y + 'H' + (at.x + at.w) + 'V' + (y + 3)), {
			type: 'text', x: middle, y: y - 7,
			style: { text: text, fill: s.t.text, fontSize: P.SMALL, fontWeight: 'bold', fontFamily: F.theme.font, align: 'center', verticalAlign: 'middle' }
		}];
	}

	/* Its bounds go down to the axis behind the data. */
	function bounds(s, at) {
		return [line(s, 'M' + at.x + ' ' + at.top + 'V' + at.bottom + 'M' + (at.x + at.w) + ' ' + at.top + 'V' + at.bottom, [2, 3])];
	}

	function series(s, list, z, children) {
		return {
			name: 'marks', type: 'custom', silent: true, z: z, data: list.map(function (m) { return [m.from, 0, m.to]; }), encode: { x: 0, y: 1 },
			itemStyle: { color: s.t.monthEdge },
			renderItem: function (params, api) {
				var i = params.dataIndex;
				return { type: 'group', children: children(params.coordSys, place(params.coordSys, api, list[i]), list[i], i) };
			}
		};
	}

	/* Call when everything above the plot has its place. */
	function draw(s, list) {
		list = list.filter(function (m) { return m.from >= 0 && m.to >= m.from; }).slice(0, MOST);
		if (!list.length) return;
		s.top += list.length * LANE + 4;
		s.option.series.push(series(s, list, 0, function (box, at) { return bounds(s, at); }),
			series(s, list, 6, function (box, at, m, i) { return bracket(s, box, at, m, i); }));
		P.note(s, s.words.marked);
	}

	F.marks = { days: days, months: months, hours: hours, group: group, draw: draw };
})(teitenFigures);
