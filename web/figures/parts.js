/* What all figures share: the sheet (title, source line, room for the plot), axes, legends, bars, hatching.
 * Everything is placed by measured widths, so nothing is left to meet by chance. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var M = F.measure, N = F.format;
	var TEXT = 12, SMALL = 11;
	var EDGE = 16;        /* px around everything */
	var LEGEND_MARK = 12; /* px, square */
	var LEGEND_GAP = 5;   /* between mark and text: ECharts' own */

	function narrowWidth(c) { return (c.width || (c.narrow ? 380 : 860)) < 600; }

	/* A sheet to draw on. `plot` is the height that the plot should have on a wide page. */
	function sheet(d, c, title, plot) {
		var width = c.width || (c.narrow ? 380 : 860), t = F.theme.of(c);
		var s = {
			c: c, t: t, words: F.words.of(c), width: width, narrow: narrowWidth(c), top: c.standalone ? EDGE : 6, left: EDGE, right: EDGE,
			bottom: c.standalone ? 10 : 6, plot: Math.round((narrowWidth(c) ? Math.min(plot, 240) : plot) * (c.print ? 0.82 : 1)),
			option: {
				animation: false, backgroundColor: c.standalone ? t.background : 'transparent',
				textStyle: { fontFamily: F.theme.font, color: t.text, fontSize: TEXT },
				graphic: [], series: []
			},
			below: [], /* lines of text under the plot */
			later: []  /* what can be placed only when the plot's lower edge is known */
		};
		if (c.standalone) heading(s, title);
		if (c.standalone) source(s, d);
		if (c.interactive) s.option.tooltip = { confine: true, textStyle: { fontFamily: F.theme.font, fontSize: TEXT } };
		return s;
	}

	function heading(s, title) {
		var size = s.narrow ? 14 : 16;
		M.balance(title, size, s.width - 2 * EDGE, true).forEach(function (line) {
			text(s, EDGE, s.top + size / 2 + 2, line, { size: size, bold: true });
			s.top += size + 6;
		});
		s.top += 8;
	}

	function source(s, d) {
		var c = s.c, line = F.words.say(c, d.points.observing === 1 ? 'fromOne' : 'from', N.number(d.points.observing), N.monthName(d.month, c.lang)) +
			(d.time_zone ? ' ' + d.time_zone : '');
		if (d.published && d.publication && d.publication.min_points > 1)
			line += s.words.listMark + F.words.say(c, 'fewest', d.publication.min_points);
		s.source = M.wrap(line + s.words.listMark + d.generator, 10, s.width - 2 * EDGE).map(String);
	}

	/* Text at a place of the sheet; y is its middle. */
	function text(s, x, y, string, how) {
		how = how || {};
		s.option.graphic.push({
			type: 'text', x: x, y: y, silent: true, z: how.z || 10,
			style: {
				text: string, fill: how.fill || s.t.text, fontSize: how.size || TEXT, fontFamily: F.theme.font,
				fontWeight: how.bold ? 'bold' : 'normal', align: how.align || 'left', verticalAlign: 'middle'
			}
		});
	}

	/* Notes under the plot, wrapped. */
	function note(s, string) {
		M.wrap(string, SMALL, s.width - 2 * EDGE).forEach(function (line) { s.below.push(line); });
	}

	/* Make room under the plot, in the order of the calls; returns the offset from the plot's lower edge. */
	function under(s, height) {
		var at = s.under || 0;
		s.under = at + height;
		return at;
	}

	/* Size, legend below, notes and source line; the option with its size. */
	function finish(s) {
		var plotEnd = s.top + s.plot, y, o = s.option;
		if (s.legendBelow) o.legend = s.legendBelow(plotEnd); /* under the axis, whichever was asked for first */
		s.later.forEach(function (f) { f(plotEnd); });
		y = plotEnd + (s.under || 0) + (s.below.length ? 4 : 0);
		s.below.forEach(function (line) {
			text(s, EDGE, y + 8, line, { size: SMALL, fill: s.t.faint });
			y += SMALL + 5;
		});
		(s.source || []).forEach(function (line, i) {
			if (!i) y += 6;
			text(s, s.width - EDGE, y + 8, line, { size: 10, fill: s.t.faint, align: 'right' });
			y += 14;
		});
		if (o.xAxis) o.grid = { left: s.left, right: s.right, top: s.top, height: s.plot, containLabel: false };
		return { width: s.width, height: Math.ceil(y + s.bottom), option: o };
	}

	function axisLine(t) { return { show: true, lineStyle: { color: t.axis, width: 1 } }; }

	/* An axis of numbers; `ticks` from format.js. Makes room at its side and puts the unit above it. */
	function valueAxis(s, ticks, unit, side) {
		var t = s.t, room = M.width(N.number(ticks.max, ticks.decimals), SMALL) + 8;
		if (ticks.decimals) room = Math.max(room, M.width(N.number(ticks.max - ticks.step, ticks.decimals), SMALL) + 8);
		room = Math.ceil(Math.max(room, 18));
		if (side === 'right') s.right += room;
		else s.left += room;
		s.units = s.units || [];
		s.units.push({ text: unit.text || unit, fill: unit.fill || t.faint, right: side === 'right' });
		return {
			type: 'value', min: 0, max: ticks.max, interval: ticks.step, position: side || 'left',
			axisLine: { show: false }, axisTick: { show: false },
			splitLine: { show: side !== 'right', lineStyle: { color: t.grid, width: 1 } },
			axisLabel: {
				color: unit.fill || t.faint, fontSize: SMALL, margin: 6, fontFamily: F.theme.font, showMaxLabel: true,
				formatter: function (v) { return N.number(v, ticks.decimals) + (ticks.suffix || ''); }
			}
		};
	}

	/* The units' line above the plot. Call after the axes and before the legend. */
	function units(s) {
		s.units.forEach(function (u) {
			if (u.text) text(s, u.right ? s.width - EDGE : EDGE, s.top + 7, u.text, { size: SMALL, fill: u.fill, align: u.right ? 'right' : 'left' });
		});
		s.top += 24;
	}

	/* An axis of names under the plot. `shown(i)` says which are written; all when absent. */
	function nameAxis(s, names, shown, unit) {
		var lines = names.reduce(function (n, name) { return Math.max(n, name.split('\n').length); }, 1), at = under(s, 10 + lines * 14);
		if (unit) {
			s.later.push(function (plotEnd) {
				text(s, s.width - s.right + 4, plotEnd + at + 13, unit, { size: SMALL, fill: s.t.faint });
			});
			s.right += M.width(unit, SMALL) + 4;
		}
		return {
			type: 'category', data: names, axisLine: axisLine(s.t),
			axisTick: { show: true, alignWithLabel: true, length: 3, lineStyle: { color: s.t.axis }, interval: shown ? function (i) { return shown(i); } : 0 },
			axisLabel: {
				color: s.t.text, fontSize: SMALL, lineHeight: 14, margin: 8, fontFamily: F.theme.font, hideOverlap: false,
				interval: shown ? function (i) { return shown(i); } : 0
			}
		};
	}

	/* Days of one month: all numbers where there is room, else 1, 5, 10, ... */
	function dayAxis(s, days) {
		var c = s.c, roomy = (s.width - s.left - s.right - 26) / days.length > 18;
		return nameAxis(s, days.map(function (day) { return String(N.day(day)); }), function (i) {
			var n = N.day(days[i]);
			return roomy || n === 1 || n % 5 === 0;
		}, F.words.of(c).dayUnit);
	}

	/* Months: "2005年6月", or in little room the month with the year under the first and each January. */
	function monthAxis(s, months) {
		var lang = s.c.lang, each = (s.width - s.left - s.right) / months.length, names = months.map(function (m) { return N.monthName(m, lang); });
		if (M.widest(names, SMALL) + 10 > each) names = months.map(function (m, i) {
			var year = i === 0 || N.month(m) === 1 ? (lang === 'ja' ? N.year(m) + '年' : N.year(m)) : '';
			return N.monthShort(m, lang) + '\n' + year;
		});
		return nameAxis(s, names);
	}

	/* ---- legends ---- */

	var HATCH_MARK = 'path://M0,0H12V12H0ZM1,1V11H11V1ZM1,7L7,1H9L1,9ZM4,11L11,4V6L6,11Z';
	var DOTS_MARK = 'path://M0,0H12V12H0ZM1,1V11H11V1ZM3,3H4.6V4.6H3ZM7.4,3H9V4.6H7.4ZM5.2,5.2H6.8V6.8H5.2ZM3,7.4H4.6V9H3ZM7.4,7.4H9V9H7.4Z';

	function legendBox(s, entries, left, top, pitch) {
		var labels = Object.create(null);
		entries.forEach(function (e) { labels[e.name] = e.shown; });
		return {
			type: 'plain', orient: 'vertical', left: left, top: top, padding: 0, itemWidth: LEGEND_MARK, itemHeight: LEGEND_MARK,
			itemGap: pitch - LEGEND_MARK, selectedMode: !!s.c.interactive, inactiveColor: s.t.hatch, inactiveBorderColor: s.t.hatch,
			data: entries.map(function (e) {
				return { name: e.name, icon: e.icon || 'rect', itemStyle: { color: e.color, borderColor: e.outline || e.color, borderWidth: e.outline ? 1 : 0 }, lineStyle: e.line };
			}),
			textStyle: { color: s.t.text, fontSize: e12(s), fontFamily: F.theme.font },
			formatter: function (name) { return labels[name]; }
		};
	}

	function e12(s) { return s.narrow ? SMALL : TEXT; }

	/* Split into so many columns, read downwards. */
	function deal(entries, count) {
		var rows = Math.ceil(entries.length / count), out = [], i;
		for (i = 0; i < entries.length; i += rows) out.push(entries.slice(i, i + rows));
		return out;
	}

	function fitted(s, entries, room) {
		entries.forEach(function (e) { e.shown = M.fit(e.label, e12(s), room); });
		return M.widest(entries.map(function (e) { return e.shown; }), e12(s)) + LEGEND_MARK + LEGEND_GAP;
	}

	/* Beside the plot when the page is wide, under it when it is narrow. Entries: {name, label, color}; `stacked` ones
	 * are read from the top beside a stack. `more` follow in any case. */
	function legend(s, entries, more, stacked) {
		var width, columns;
		if (stacked && !s.narrow) entries = entries.slice().reverse();
		entries = entries.concat(more || []);
		if (!entries.length) return;
		if (s.narrow) return legendBelow(s, entries);
		width = fitted(s, entries, 176);
		columns = deal(entries, Math.ceil(entries.length * 17 / s.plot));
		s.right += columns.length * (width + 14) + 4;
		s.option.legend = columns.map(function (column, i) {
			var pitch = Math.max(17, Math.min(22, s.plot / columns[0].length));
			return legendBox(s, column, s.width - EDGE - (columns.length - i) * (width + 14) + 14, s.top, pitch);
		});
	}

	/* In columns of one width, read downwards. */
	function legendBelow(s, entries) {
		var room = s.width - 2 * EDGE, width = fitted(s, entries, room - LEGEND_MARK - LEGEND_GAP);
		var count = Math.max(1, Math.min(entries.length, Math.floor((room + 14) / (width + 14)))), columns = deal(entries, count);
		s.legendBelow = function (plotEnd) {
			var top = plotEnd + under(s, columns[0].length * 18 + 10) + 8;
			return columns.map(function (column, i) { return legendBox(s, column, EDGE + i * (width + 14), top, 18); });
		};
	}

	/* One line at the top right, in the units' line when that is free. */
	function legendTop(s, entries) {
		var x = s.width - EDGE, widths;
		if (s.narrow) return legendBelow(s, entries);
		fitted(s, entries, 220);
		widths = entries.map(function (e) { return M.width(e.shown, TEXT) + LEGEND_MARK + LEGEND_GAP + 18; });
		x -= F.data.sum(widths) - 18;
		s.option.legend = entries.map(function (e, i) {
			var box = legendBox(s, [e], x, s.top, 18);
			x += widths[i];
			return box;
		});
		s.top += 22;
	}

	/* In rows under the plot, from left to right, as many in a row as fit. */
	function legendRow(s, entries) {
		var x = EDGE, room = s.width - EDGE, rows = 0, places;
		if (!entries.length) return;
		fitted(s, entries, room - 2 * EDGE);
		places = entries.map(function (e) {
			var width = M.width(e.shown, e12(s)) + LEGEND_MARK + LEGEND_GAP, place;
			if (x > EDGE && x + width > room) {
				x = EDGE;
				rows++;
			}
			place = { x: x, row: rows };
			x += width + 18;
			return place;
		});
		s.legendBelow = function (plotEnd) {
			var top = plotEnd + under(s, (rows + 1) * 19 + 10) + 8;
			return entries.map(function (e, i) { return legendBox(s, [e], places[i].x, top + places[i].row * 19, 18); });
		};
	}

	/* ---- marks ---- */

	/* Diagonal lines across a rectangle, 8 px apart. */
	function hatchPath(x, y, w, h) {
		var out = '', k, x0, x1;
		for (k = -Math.floor(h / 8) * 8; k < w; k += 8) {
			x0 = Math.max(k, 0);
			x1 = Math.min(k + h, w);
			if (x1 > x0) out += 'M' + round(x + x0) + ' ' + round(y + h - (x0 - k)) + 'L' + round(x + x1) + ' ' + round(y + h - (x1 - k));
		}
		return out;
	}

	function round(v) { return Math.round(v * 10) / 10; }

	/* Rows of dots across a rectangle, as dashed lines: every second one begins half a step later. */
	function dotPath(x, y, w, h) {
		var rows = Math.max(1, Math.floor((h - 2) / 5)), top = y + (h - (rows - 1) * 5) / 2, out = '', i, from;
		for (i = 0; i < rows; i++) {
			from = i % 2 ? 5 : 2;
			if (w > from) out += 'M' + round(x + from) + ' ' + round(top + i * 5) + 'H' + round(x + w);
		}
		return out;
	}

	/* The elements that mark a rectangle, for a custom series: lines where nothing was observed, dots where it is withheld. */
	function marked(s, gap, x, y, w, h) {
		var withheld = F.data.isWithheld(gap);
		return [
			{ type: 'rect', shape: { x: x, y: y, width: w, height: h }, style: { fill: withheld ? s.t.withheld : s.t.absent } },
			withheld ? { type: 'path', shape: { pathData: dotPath(x, y, w, h) }, style: { fill: 'none', stroke: s.t.dots, lineWidth: 1.3, lineDash: [1.3, 4.7] } } :
				{ type: 'path', shape: { pathData: hatchPath(x, y, w, h) }, style: { fill: 'none', stroke: s.t.hatch, lineWidth: 0.7 } }
		];
	}

	function bandLabel(s, words, x, y, w, h) {
		if (!words) return [];
		var length = M.width(words, SMALL) + 8, across = length <= w;
		if (!across && (w < SMALL + 3 || length > h)) return [];
		return [{
			type: 'text', x: x + w / 2, y: y + h / 2, rotation: across ? 0 : Math.PI / 2,
			style: { text: words, fill: s.t.faint, fontSize: SMALL, fontFamily: F.theme.font, align: 'center', verticalAlign: 'middle',
				stroke: s.t.halo, lineWidth: 3 }
		}];
	}

	/* What legends say of gaps (data.js): an entry for each mark that occurs. `none` is for nothing observed. */
	function gapEntries(s, gaps, none) {
		var has = function (gap) { return gaps.indexOf(gap) >= 0; }, out = [];
		if (has('absent') || has('unknown'))
			out.push({ name: 'absent', label: has('unknown') ? s.words.unknown : none, color: s.t.hatch, icon: HATCH_MARK });
		if (has('withheld') || has('part'))
			out.push({ name: 'withheld', label: has('part') ? s.words.withheldPart : s.words.withheld, color: s.t.dots, icon: DOTS_MARK });
		return out;
	}

	/* Mark the gaps along an axis of names, and say so in the legend. Where a column has a part, it stands before its mark. */
	function gapMarks(s, gaps, none, lying) {
		var labels = { absent: none, unknown: s.words.unknown, withheld: s.words.withheld, part: '' };
		[['absent', 'unknown'], ['withheld', 'part']].forEach(function (kinds) {
			var bands = [];
			kinds.forEach(function (gap) {
				F.data.runs(gaps.map(function (g) { return g === gap; })).forEach(function (r) { bands.push({ from: r[0], to: r[1], gap: gap }); });
			});
			if (bands.length) s.option.series.push({
				name: kinds[0], type: 'custom', silent: true, z: 0, data: bands.map(function (b) { return lying ? [0, b.from, b.to] : [b.from, 0, b.to]; }),
				encode: { x: 0, y: 1 }, itemStyle: { color: kinds[0] === 'absent' ? s.t.hatch : s.t.dots },
				renderItem: function (params, api) {
					var b = bands[params.dataIndex], box = params.coordSys, r = lying ? lyingBand(b, box, api) : standingBand(b, box, api);
					return { type: 'group', children: marked(s, b.gap, r.x, r.y, r.w, r.h).concat(bandLabel(s, labels[b.gap], r.x, r.y, r.w, r.h)) };
				}
			});
		});
		return gapEntries(s, gaps, none);
	}

	/* A series of elements at their places on the sheet, for the legend to point to. */
	function group(name, color, children) {
		return {
			name: name, type: 'custom', coordinateSystem: 'none', silent: true, data: [0], itemStyle: { color: color },
			renderItem: function () { return { type: 'group', children: children }; }
		};
	}

	function standingBand(b, box, api) {
		var band = api.size([1, 0])[0], x = api.coord([b.from, 0])[0] - band / 2;
		return { x: x, y: box.y, w: api.coord([b.to, 0])[0] + band / 2 - x, h: box.height };
	}

	function lyingBand(b, box, api) {
		var band = api.size([0, 1])[1] * 0.72, first = api.coord([0, b.from])[1], last = api.coord([0, b.to])[1];
		return { x: box.x, y: first - band / 2, w: box.width, h: last - first + band };
	}

	function entries(s, parts) {
		return parts.map(function (part) {
			return { name: part.key, label: part.label, color: F.theme.fill(s.t, part.color) };
		});
	}

	function html(text) {
		return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
	}

	/* What the browser shows under the pointer: `head(i)`, then each part's label and number, and what is withheld. */
	function tooltip(s, parts, head, show, gaps) {
		var labels = Object.create(null);
		if (!s.c.interactive) return;
		parts.forEach(function (part) { labels[part.key] = part.label; });
		s.option.tooltip.trigger = 'axis';
		s.option.tooltip.axisPointer = { type: 'shadow' };
		s.option.tooltip.formatter = function (items) {
			var list = items.filter(function (item) { return labels[item.seriesName] !== undefined && typeof item.value === 'number'; });
			var i = items[0].dataIndex;
			return html(head(i)) + list.map(function (item) {
				return '<br>' + item.marker + html(labels[item.seriesName]) + ' <b>' + html(show(item.value)) + '</b>';
			}).join('') + (gaps && F.data.isWithheld(gaps[i]) ? '<br>' + html(gaps[i] === 'part' ? s.words.withheldPart : s.words.withheld) : '');
		};
	}

	F.parts = {
		EDGE: EDGE, TEXT: TEXT, SMALL: SMALL,
		sheet: sheet, text: text, note: note, under: under, finish: finish, valueAxis: valueAxis, units: units, nameAxis: nameAxis,
		dayAxis: dayAxis, monthAxis: monthAxis, legend: legend, legendBelow: legendBelow, legendTop: legendTop, legendRow: legendRow, marked: marked, gapEntries: gapEntries,
		gapMarks: gapMarks, group: group, entries: entries, tooltip: tooltip, html: html
	};
})(teitenFigures);
