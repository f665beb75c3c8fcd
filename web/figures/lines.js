/* A service group, port by port, over two months: all lines on one scale as in the original, and one small
 * panel for each port on its own scale, because one or two large ports press the others to the ground. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var P = F.parts, N = F.format, D = F.data, M = F.measure;

	function rows(group) { return group.members.map(function (m) { return m.accesses; }); }

	/* Why days have a gap, in all rows or in one. A number in any row tells that the day was observed. */
	function gapsOf(d, group, row) {
		var all = rows(group);
		return D.gaps(d, row ? [row] : all, group.days.length, function (i) {
			return all.some(function (r) { return !D.absent(r[i]); }) || D.dayObserved(d, group.days[i]);
		}, false);
	}

	/* Days of which nothing is known: where only some lines have a gap, it is seen in them. */
	function whole(gaps) { return gaps.map(function (gap) { return gap === 'part' ? '' : gap; }); }

	/* A number that has none beside it is drawn as a point, or it would not be seen. */
	function lonely(values, i) {
		return !D.absent(values[i]) && (i === 0 || D.absent(values[i - 1])) && (i === values.length - 1 || D.absent(values[i + 1]));
	}

	/* On a day that was observed, a cell that too few points saw is left out of what is published. */
	function noteFolded(s, d, group) {
		if (gapsOf(d, group).indexOf('part') >= 0) P.note(s, s.words.folded);
	}

	/* Members come with their colour; a group inside one service has none of its own, so they are numbered. */
	function members(group, c) {
		return group.members.map(function (m, i) {
			return { key: m.key, label: D.label(m, c), color: m.key === 'other' ? null : i, values: m.accesses };
		});
	}

	function lineStyle(s, part, i) {
		return { color: F.theme.fill(s.t, part.color), width: i < 3 ? 2.4 : 1.7, type: i < 5 || part.color === null ? 'solid' : i < 11 ? [6, 3] : [2, 2.5] };
	}

	function draw(d, c, title, group) {
		var s = P.sheet(d, c, title, 300), parts = members(group, c), gaps = gapsOf(d, group), most = parts.reduce(function (m, p) { return Math.max(m, D.greatest(p.values)); }, 0);
		s.option.yAxis = P.valueAxis(s, N.ticks(most, s.narrow || c.print ? 4 : 5), s.words.accessesUnit);
		P.units(s);
		P.legend(s, parts.map(function (p, i) {
			var dashed = i >= 5 && p.color !== null;
			return {
				name: p.key, label: p.label, color: F.theme.fill(s.t, p.color),
				icon: !dashed ? 'path://M0,4H12V7H0Z' : i < 11 ? 'path://M0,4H5V7H0ZM7,4H12V7H7Z' : 'path://M0,4H2.4V7H0ZM4.8,4H7.2V7H4.8ZM9.6,4H12V7H9.6Z'
			};
		}).concat(P.gapMarks(s, whole(gaps), s.words.none)));
		F.marks.draw(s, F.marks.group(d, c, group));
		s.option.xAxis = daysAxis(s, group.days);
		parts.slice().reverse().forEach(function (p, back) {
			var i = parts.length - 1 - back, alone = p.values.some(function (_, j) { return lonely(p.values, j); });
			s.option.series.push({
				name: p.key, type: 'line', symbol: 'circle', showSymbol: alone, showAllSymbol: true, silent: !c.interactive, emphasis: { disabled: !c.interactive },
				data: p.values.map(function (v, j) {
					return D.absent(v) ? '-' : alone ? { value: v, symbolSize: lonely(p.values, j) ? 5 : 0 } : v;
				}),
				connectNulls: false, lineStyle: lineStyle(s, p, i), itemStyle: { color: F.theme.fill(s.t, p.color) }, z: 2 + back / 100
			});
		});
		P.tooltip(s, parts, function (i) { return N.dayName(group.days[i], c.lang); }, function (v) { return N.number(v); }, gaps);
		noteFolded(s, d, group);
		return P.finish(s);
	}

	/* 1st, 11th and 21st of each month with its name; in little room the 1st only. */
	function daysAxis(s, days) {
		var lang = s.c.lang;
		return P.nameAxis(s, days.map(function (day) { return lang === 'ja' ? N.month(day) + '/' + N.day(day) : N.dayName(day, lang); }), function (i) {
			var n = N.day(days[i]);
			return n === 1 || (n === 11 || n === 21) && !s.narrow || n === 16 && s.narrow;
		});
	}

	/* Path pieces of one line: gaps stay gaps. */
	function polyline(values, x, y) {
		var out = '', open = false;
		values.forEach(function (v, i) {
			if (D.absent(v)) {
				open = false;
				return;
			}
			out += (open ? 'L' : 'M') + x(i) + ' ' + y(v);
			if (lonely(values, i)) out += 'h1.5';
			open = true;
		});
		return out;
	}

	function tenth(v) { return Math.round(v * 10) / 10; }

	/* A panel's lines; what marks its gaps goes into `marks`, under them. */
	function panel(s, part, box, days, gaps, marks) {
		var most = D.greatest(part.values), top = box.y + 20, height = box.h - 24, color = F.theme.fill(s.t, part.color), scale = most || 1;
		var x = function (i) { return tenth(box.x + (i + 0.5) * box.w / days.length); };
		var y = function (v) { return tenth(top + height - v * height / scale); };
		var name = M.fit(part.label, P.TEXT, box.w - M.width(N.number(most), P.SMALL) - 10, true), children = [];
		['absent', 'unknown', 'withheld'].forEach(function (gap) {
			D.runs(gaps.map(function (g) { return g === gap; })).forEach(function (r) {
				Array.prototype.push.apply(marks[D.isWithheld(gap) ? 'withheld' : 'absent'],
					P.marked(s, gap, tenth(box.x + r[0] * box.w / days.length), top, tenth((r[1] - r[0] + 1) * box.w / days.length), height));
			});
		});
		children.push({ type: 'path', shape: { pathData: monthLines(days, x, top, height) + 'M' + box.x + ' ' + (top + height) + 'h' + box.w }, style: { fill: 'none', stroke: s.t.axis, lineWidth: 1 } });
		children.push({ type: 'path', shape: { pathData: polyline(part.values, x, y) || 'M0 0' }, style: { fill: 'none', stroke: color, lineWidth: 1.8, lineJoin: 'round' } });
		P.text(s, box.x, box.y + 9, name, { bold: true });
		P.text(s, box.x + box.w, box.y + 9, N.number(most), { size: P.SMALL, fill: s.t.faint, align: 'right' });
		return children;
	}

	/* A stroke where each month begins. */
	function monthLines(days, x, top, height) {
		var out = '', half = (x(1) - x(0)) / 2;
		days.forEach(function (day, i) {
			if (N.day(day) === 1 && i) out += 'M' + tenth(x(i) - half) + ' ' + top + 'v' + height;
		});
		return out;
	}

	function drawEach(d, c, title, group) {
		var s = P.sheet(d, c, title, 300), parts = members(group, c), every = [], marks = { absent: [], withheld: [] }, across = s.narrow ? 2 : Math.min(5, Math.max(3, Math.ceil(parts.length / 3)));
		var down = Math.ceil(parts.length / across), gap = 22, w = Math.floor((s.width - 2 * P.EDGE - gap * (across - 1)) / across), h = c.print ? 72 : 88, children = [];
		s.plot = down * (h + 12) + 18;
		parts.forEach(function (part, i) {
			var gaps = gapsOf(d, group, part.values), box = { x: P.EDGE + (i % across) * (w + gap), y: s.top + Math.floor(i / across) * (h + 12), w: w, h: h };
			every = every.concat(gaps);
			children = children.concat(panel(s, part, box, group.days, gaps, marks));
			if (i + across >= parts.length) monthMarks(s, group.days, box);
		});
		s.option.series.push(P.group('absent', s.t.hatch, marks.absent), P.group('withheld', s.t.dots, marks.withheld), P.group('lines', s.t.axis, children));
		P.legendRow(s, P.gapEntries(s, every, s.words.none));
		P.note(s, s.words.ownScale);
		return P.finish(s);
	}

	function monthMarks(s, days, box) {
		days.forEach(function (day, i) {
			if (N.day(day) === 1) P.text(s, box.x + i * box.w / days.length, box.y + box.h + 7, N.monthShort(day, s.c.lang), { size: 10, fill: s.t.faint });
		});
	}

	/* Whether the third largest port or the one in the middle would be lost on the common scale. */
	function dwarfed(group) {
		var tops = rows(group).map(D.greatest).sort(function (a, b) { return b - a; });
		return tops.length >= 4 && tops[0] > 6 * tops[Math.floor(tops.length / 2)];
	}

	function groupTitle(name) {
		return function (group) {
			return function (d, c) { return F.words.title(d, c, name, [D.label(group, c)]); };
		};
	}

	function table(group, d, c) {
		var parts = members(group, c), gaps = gapsOf(d, group);
		return {
			columns: [F.words.of(c).day].concat(parts.map(function (p) { return p.label; })),
			rows: group.days.map(function (day, i) {
				return [N.dayName(day, c.lang)].concat(parts.map(function (p) { return D.cell(c, p.values[i], D.isWithheld(gaps[i])); }));
			})
		};
	}

	function about(group, d, c) {
		var totals = D.columns(rows(group), group.days.length), best = D.indexOfGreatest(totals);
		return F.words.gapped(d, c, !totals[best] ? null : F.words.about(d, c, 'peak', [N.dayName(group.days[best], c.lang), N.number(totals[best])]), gapsOf(d, group));
	}

	function figure(group, name, drawing) {
		return {
			title: groupTitle(name)(group),
			draw: function (d, c, title) { return drawing(d, c, title, group); },
			table: function (d, c) { return table(group, d, c); },
			about: function (d, c) { return about(group, d, c); }
		};
	}

	F.lines = {
		dwarfed: dwarfed,
		together: function (group) { return figure(group, 'group', draw); },
		each: function (group) { return figure(group, 'groupEach', drawEach); }
	};
})(teitenFigures);
