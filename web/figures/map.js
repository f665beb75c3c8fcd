/* The world by region, shaded by powers of ten. The shapes are projected when the program is built
 * (scripts/world.mjs); here they are only scaled and filled. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var P = F.parts, N = F.format, D = F.data, K = F.classes;

	/* F.world = {ja: {width, height, shapes: {JP: path}, circles: {SG: [x, y]}}, en: ...} */
	function world(c) { return F.world[c.lang]; }

	/* Codes come from a data file that anyone may replace: "constructor" is not a place. */
	function has(table, code) { return Object.prototype.hasOwnProperty.call(table, code); }

	function onMap(w, code) { return has(w.shapes, code) || has(w.circles, code); }

	function name(d, c, entry) {
		var known = d.regions.filter(function (r) { return r.key === entry.region; })[0];
		if (entry.label) return D.label({ key: entry.region, label: entry.label }, c);
		if (known) return D.label(known, c);
		return F.regionName ? F.regionName(entry.region, c.lang) : entry.region;
	}

	function placed(d, c) {
		var w = world(c);
		return d.map.filter(function (e) { return e.accesses > 0 && onMap(w, e.region); });
	}

	function scaled(scale, x, y, child) {
		child.x = x;
		child.y = y;
		child.scaleX = child.scaleY = scale;
		return child;
	}

	function land(s, w, seen, scale, x, y) {
		var path = '', code;
		for (code in w.shapes) if (!has(seen, code)) path += w.shapes[code];
		return {
			type: 'custom', coordinateSystem: 'none', silent: true, data: [0], z: 1,
			renderItem: function () {
				return scaled(scale, x, y, { type: 'path', shape: { pathData: path }, style: { fill: s.t.land, stroke: s.t.border, lineWidth: 0.5 / scale } });
			}
		};
	}

	function mark(s, w, code, color, scale, x, y) {
		var style = { fill: color, stroke: s.t.border, lineWidth: 0.5 / scale }, at = w.circles[code];
		if (has(w.shapes, code)) return scaled(scale, x, y, { type: 'path', shape: { pathData: w.shapes[code] }, style: style });
		return { type: 'circle', shape: { cx: x + at[0] * scale, cy: y + at[1] * scale, r: 3.2 }, style: { fill: color, stroke: s.t.monthEdge, lineWidth: 0.8 }, z2: 5 };
	}

	function regions(s, d, w, k, list, scale, x, y) {
		return {
			name: k.name, type: 'custom', coordinateSystem: 'none', silent: !s.c.interactive, z: 2, itemStyle: { color: k.color },
			data: list.map(function (e) { return { value: e.accesses, name: e.region, label: name(d, s.c, e) }; }),
			renderItem: function (params) { return mark(s, w, list[params.dataIndex].region, k.color, scale, x, y); }
		};
	}

	/* What came from regions that too few points saw: the total less all that are shown. */
	function notShown(d, count) {
		return D.guarded(d) ? Math.max(0, (d.totals[count] || 0) - D.sum(d.map.map(function (e) { return e[count]; }))) : 0;
	}

	function draw(d, c, title) {
		var s = P.sheet(d, c, title, 300), w = world(c), scale = (s.width - 2 * P.EDGE) / w.width, all = placed(d, c), seen = {}, x = P.EDGE, y = s.top;
		var classes = all.length ? K.powers(s, D.greatest(all.map(function (e) { return e.accesses; })), 1) : [];
		all.forEach(function (e) { seen[e.region] = true; });
		s.plot = Math.ceil(w.height * scale) + 4;
		s.option.series.push(land(s, w, seen, scale, x, y));
		classes.forEach(function (k, i) {
			s.option.series.push(regions(s, d, w, k, all.filter(function (e) { return K.of(classes, e.accesses) === i; }), scale, x, y));
		});
		if (c.interactive) s.option.tooltip.formatter = function (p) { return P.html(p.data.label) + ' <b>' + N.number(p.data.value) + '</b>'; };
		K.legend(s, classes, [{ name: 'land', label: notShown(d, 'accesses') ? s.words.noAccessShown : s.words.noAccess, color: s.t.land, outline: s.t.border }]);
		s.option.series.push({ name: 'land', type: 'custom', coordinateSystem: 'none', data: [], itemStyle: { color: s.t.land }, renderItem: function () { return null; } });
		unplaced(s, d, w);
		if (notShown(d, 'accesses')) P.note(s, F.words.say(c, 'fromNotShown', N.number(notShown(d, 'accesses'))));
		P.note(s, s.words.borders);
		return P.finish(s);
	}

	/* What has no place on a map is told in words. */
	function unplaced(s, d, w) {
		var list = d.map.filter(function (e) { return e.accesses > 0 && !onMap(w, e.region); });
		if (!list.length) return;
		P.note(s, s.words.notOnMap + list.slice(0, 12).map(function (e) {
			return name(d, s.c, e) + ' ' + N.number(e.accesses);
		}).join(s.words.listMark) + (list.length > 12 ? s.words.listMark + '…' : ''));
	}

	F.map = {
		draw: draw,
		table: function (d, c) {
			var w = F.words.of(c), rest = notShown(d, 'accesses');
			return {
				columns: [w.code, w.region, w.accesses, w.cumulative],
				rows: d.map.map(function (e) { return [e.region, name(d, c, e), e.accesses, D.absent(e.cumulative_sources) ? null : e.cumulative_sources]; })
					.concat(rest ? [['other', w.notShown, rest, notShown(d, 'cumulative_sources')]] : [])
			};
		},
		about: function (d, c) {
			var known = d.map.filter(function (e) { return e.accesses > 0; }), best = known[D.indexOfGreatest(known.map(function (e) { return e.accesses; }))];
			var rest = notShown(d, 'accesses'), more = rest ? F.words.about(d, c, 'notShown', [N.number(rest)]) : '';
			if (!best) return F.words.gapped(d, c, null, [rest ? 'withheld' : '']);
			return F.words.about(d, c, 'map', [known.length, name(d, c, best), N.number(best.accesses)]) + (more && c.lang === 'en' ? ' ' : '') + more;
		}
	};
})(teitenFigures);
