/* Six months as a calendar: a column is a week, a row a weekday, the shade the day's accesses. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var P = F.parts, N = F.format, D = F.data, K = F.classes;

	function dayText(number) { return new Date(number * 86400000).toISOString().slice(0, 10); }

	function weekday(number) { return ((number + 3) % 7 + 7) % 7; } /* 0 is Monday; day 0 was a Thursday */

	function cells(d) {
		var first = D.dayNumber(d.calendar.from), count = D.dayNumber(d.calendar.to) - first + 1, out = [], i, gaps;
		gaps = D.gaps(d, [d.calendar.accesses], count, function (j) { return D.dayObserved(d, dayText(first + j)); }, false);
		for (i = 0; i < count; i++) {
			out.push({
				day: dayText(first + i), gap: gaps[i], row: weekday(first + i), column: Math.floor((weekday(first) + i) / 7),
				value: D.absent(d.calendar.accesses[i]) ? null : d.calendar.accesses[i]
			});
		}
		return out;
	}

	/* A line around each month, along the cells' edges. */
	function monthEdges(all, x, y, size) {
		var out = '';
		all.forEach(function (cell, i) {
			var before = all[i - 1], week = all[i - 7], left = x + cell.column * size.w, top = y + cell.row * size.h;
			if (N.day(cell.day) === 1 && before && cell.row > 0) out += 'M' + left + ' ' + top + 'h' + size.w;
			if (N.day(cell.day) <= 7 && week) out += 'M' + left + ' ' + top + 'v' + size.h;
		});
		return out || 'M0 0';
	}

	function gapsOf(all) { return all.map(function (cell) { return cell.gap; }); }

	function cellGroups(s, all, classes, x, y, size) {
		var paths = classes.map(function () { return ''; }), children = { absent: [], withheld: [] };
		all.forEach(function (cell) {
			var left = x + cell.column * size.w + 0.5, top = y + cell.row * size.h + 0.5, w = size.w - 1, h = size.h - 1;
			if (cell.value === null) Array.prototype.push.apply(children[D.isWithheld(cell.gap) ? 'withheld' : 'absent'], P.marked(s, cell.gap, left, top, w, h));
			else paths[K.of(classes, cell.value)] += 'M' + left + ' ' + top + 'h' + w + 'v' + h + 'h-' + w + 'z';
		});
		return { paths: paths, children: children };
	}

	function names(s, all, x, y, size) {
		var lang = s.c.lang, edge = 0;
		s.words.weekdays.forEach(function (name, row) {
			if (lang === 'ja' || row % 2 === 0) P.text(s, x - 8, y + (row + 0.5) * size.h, name, { size: P.SMALL, fill: s.t.faint, align: 'right' });
		});
		all.forEach(function (cell) {
			var left = x + cell.column * size.w, words = N.month(cell.day) === 1 || cell === all[0] ? N.monthName(cell.day, lang) : N.monthShort(cell.day, lang);
			if (s.narrow || lang === 'en') words = N.monthShort(cell.day, lang);
			if (N.day(cell.day) !== 1 && cell !== all[0] || left < edge) return;
			P.text(s, left, y - 10, words, { size: P.SMALL });
			edge = left + F.measure.width(words, P.SMALL) + 6;
		});
	}

	function draw(d, c, title) {
		var s = P.sheet(d, c, title, 170), all = cells(d), seen = all.filter(function (cell) { return cell.value !== null; }).map(function (cell) { return cell.value; });
		var classes = seen.length ? K.even(s, seen) : [], weeks = all[all.length - 1].column + 1, x = P.EDGE + 26, size, y, drawn;
		size = { w: Math.floor((s.width - x - P.EDGE) / weeks * 2) / 2, h: s.narrow ? 16 : c.print ? 20 : 23 };
		y = s.top + 22;
		s.plot = 22 + size.h * 7 + 6;
		drawn = cellGroups(s, all, classes, x, y, size);
		classes.forEach(function (k, i) { s.option.series.push(shape(k.name, k.color, drawn.paths[i])); });
		s.option.series.push(P.group('absent', s.t.hatch, drawn.children.absent), P.group('withheld', s.t.dots, drawn.children.withheld));
		s.option.series.push(outline(s, monthEdges(all, x, y, size)));
		names(s, all, x, y, size);
		K.legend(s, classes, P.gapEntries(s, gapsOf(all), s.words.none));
		return P.finish(s);
	}

	function shape(name, color, path) {
		return {
			name: name, type: 'custom', coordinateSystem: 'none', silent: true, data: [0], itemStyle: { color: color },
			renderItem: function () { return { type: 'path', shape: { pathData: path || 'M0 0' }, style: { fill: color } }; }
		};
	}

	function outline(s, path) {
		return {
			type: 'custom', coordinateSystem: 'none', silent: true, data: [0],
			renderItem: function () { return { type: 'path', shape: { pathData: path }, style: { fill: 'none', stroke: s.t.monthEdge, lineWidth: 1.4 } }; }
		};
	}

	F.calendar = {
		draw: draw,
		table: function (d, c) {
			var w = F.words.of(c);
			return { columns: [w.day, w.accesses], rows: cells(d).map(function (cell) { return [cell.day, D.cell(c, cell.value, D.isWithheld(cell.gap))]; }) };
		},
		about: function (d, c) {
			var all = cells(d), best = all[D.indexOfGreatest(all.map(function (cell) { return cell.value; }))];
			return F.words.gapped(d, c, !best || !best.value ? null : F.words.about(d, c, 'peak', [N.dayName(best.day, c.lang), N.number(best.value)]), gapsOf(all));
		}
	};
})(teitenFigures);
