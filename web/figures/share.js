/* Shares of a whole: a ring, and beside it a list with every name, number and percentage, so that small
 * parts are as readable as large ones. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var P = F.parts, N = F.format, D = F.data, M = F.measure;

	var HOLE = 0.56; /* of the ring's radius */

	/* Largest first, "other" last. Small ones have no number: it is in "other", unless that has none either. */
	function parts(d, c, by, count) {
		var list = d[by + 's'].map(function (item) {
			return { key: item.key, label: D.label(item, c), color: D.absent(item.color) ? null : item.color, value: item[count] || 0, hidden: D.guarded(d) && D.absent(item[count]) };
		});
		return list.filter(function (p) { return p.key !== 'other'; }).sort(function (a, b) { return b.value - a.value || (a.key < b.key ? -1 : 1); })
			.concat(list.filter(function (p) { return p.key === 'other'; }));
	}

	/* Whether nothing of it is published. */
	function withheld(list) { return list.length > 0 && list[list.length - 1].hidden; }

	function ring(s, list, total, box) {
		var empty = !total, color = withheld(list) ? s.t.withheld : s.t.absent, parts = list.filter(function (p) { return p.value > 0; }).length;
		return {
			type: 'pie', left: 0, top: 0, center: [box.x, box.y], radius: [box.r * HOLE, box.r], startAngle: 90, clockwise: true, silent: !s.c.interactive,
			avoidLabelOverlap: false, emphasis: { disabled: true }, stillShowZeroSum: false, labelLine: { show: false },
			itemStyle: { borderColor: s.t.separator, borderWidth: parts > 1 ? 1.5 : 0 },
			data: empty ? [{ name: '-', value: 1, itemStyle: { color: color, borderColor: s.t.axis, borderWidth: 1 }, label: { show: false } }] :
				list.map(function (p) {
					return { name: p.key, value: p.value, itemStyle: { color: F.theme.fill(s.t, p.color) }, label: { show: p.value >= total * 0.045, color: F.theme.ink(s.t, p.color) } };
				}),
			label: { position: 'inside', fontSize: s.narrow ? 10 : P.SMALL, fontFamily: F.theme.font, formatter: function (p) { return (p.value * 100 / total).toFixed(0) + '%'; } }
		};
	}

	/* The list: mark, name, count, percentage, in columns. */
	function list(s, all, total, x, width, top, pitch) {
		var numbers = Math.max(M.widest(all.map(function (p) { return N.number(p.value); }), P.TEXT), 20), percents = M.width('100.0%', P.TEXT);
		all.forEach(function (p, i) {
			var y = top + pitch * (i + 0.5);
			s.option.graphic.push({ type: 'rect', silent: true, shape: { x: x, y: y - 6, width: 12, height: 12 }, style: { fill: F.theme.fill(s.t, p.color) } });
			P.text(s, x + 18, y, M.fit(p.label, P.TEXT, width - 18 - numbers - percents - 24));
			P.text(s, x + width - percents - 12, y, p.hidden ? '–' : N.number(p.value), { align: 'right' });
			P.text(s, x + width, y, p.hidden ? '–' : N.percent(p.value, total), { align: 'right', fill: s.t.faint });
		});
	}

	function draw(d, c, title, what) {
		var s = P.sheet(d, c, title, 288), all = parts(d, c, what.by, what.count), pitch = s.narrow ? 19 : Math.min(24, Math.max(18, s.plot / all.length));
		var total = D.sum(all.map(function (p) { return p.value; })), heads = s.words[what.count === 'accesses' ? 'accesses' : 'cumulative'], box, width, left, middle, size;
		s.plot = s.narrow ? 220 : Math.max(s.plot, pitch * all.length + 8);
		width = s.narrow ? s.width - 2 * P.EDGE : Math.min(380, s.width * 0.45);
		left = s.narrow ? P.EDGE : s.width * 0.5;
		box = { x: s.narrow ? s.width / 2 : s.width * 0.25, y: s.top + s.plot / 2, r: s.plot / 2 - 6 };
		s.option.series.push(ring(s, all, total, box));
		P.text(s, box.x, box.y - 10, heads, { size: P.SMALL, fill: s.t.faint, align: 'center' });
		middle = total ? N.number(total) : withheld(all) ? s.words.withheld : s.words.noData;
		size = total ? 17 : 13;
		while (size > 10 && M.width(middle, size, true) > box.r * HOLE * 2 - 16) size--;
		P.text(s, box.x, box.y + 9, middle, { size: size, bold: true, align: 'center' });
		if (s.narrow) list(s, all, total, left, width, s.top + s.plot + 10 + P.under(s, pitch * all.length + 12), pitch);
		else list(s, all, total, left, width, s.top + (s.plot - pitch * all.length) / 2, pitch);
		if (c.interactive) s.option.tooltip.formatter = function (p) {
			var part = all.filter(function (q) { return q.key === p.name; })[0];
			return part ? P.html(part.label) + ' <b>' + N.number(part.value) + '</b> (' + N.percent(part.value, total) + ')' : '';
		};
		if (!withheld(all) && all.some(function (p) { return p.hidden; })) P.note(s, s.words.inOther);
		return P.finish(s);
	}

	function figure(by, count) {
		return {
			draw: function (d, c, title) { return draw(d, c, title, { by: by, count: count }); },
			table: function (d, c) {
				var w = F.words.of(c), all = parts(d, c, by, count), total = D.sum(all.map(function (p) { return p.value; }));
				return {
					columns: [w[by], w[count === 'accesses' ? 'accesses' : 'cumulative'], w.percentUnit],
					rows: all.map(function (p) {
						return [p.label, D.cell(c, p.hidden ? null : p.value, withheld(all)), total && !p.hidden ? Math.round(p.value * 1000 / total) / 10 : null];
					})
				};
			},
			about: function (d, c) {
				var all = parts(d, c, by, count), total = D.sum(all.map(function (p) { return p.value; }));
				var best = all[D.indexOfGreatest(all.map(function (p) { return p.value; }))];
				return F.words.gapped(d, c, !total ? null : F.words.about(d, c, 'share', [N.number(total), best.label, N.percent(best.value, total)]),
					[withheld(all) ? 'withheld' : '']);
			}
		};
	}

	F.share = { figure: figure };
})(teitenFigures);
