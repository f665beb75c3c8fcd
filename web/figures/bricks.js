/* Parts laid upon each other in columns, or end to end in rows. For a page that answers to the pointer they are
 * ECharts' own bars; on paper each part is one path, which takes far fewer bytes and half the time. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	/* how = {gap: part of a column left free, border: px, inside: null or {least, decimals}, rows: true when they lie} */
	function stack(s, parts, how) {
		if (s.c.interactive) bars(s, parts, how);
		else paths(s, parts, how);
	}

	function sizeInside(s) { return s.narrow ? 9 : 11; }

	function bars(s, parts, how) {
		parts.forEach(function (part) {
			var series = {
				name: part.key, type: 'bar', stack: 'all', data: part.values.map(function (v) { return v || '-'; }), barCategoryGap: how.gap * 100 + '%',
				itemStyle: { color: fillOf(s, part), borderColor: part.edge || s.t.separator, borderWidth: how.border }, emphasis: { focus: 'series' }
			};
			if (how.inside) series.label = {
				show: true, fontSize: sizeInside(s), fontFamily: F.theme.font, color: F.theme.ink(s.t, part.color),
				formatter: function (p) { return p.value >= how.inside.least ? p.value.toFixed(how.inside.decimals) : ''; }
			};
			s.option.series.push(series);
		});
	}

	function fillOf(s, part) { return part.fill || F.theme.fill(s.t, part.color); }

	function tenth(v) { return Math.round(v * 10) / 10; }

	/* The rectangle of values from `low` to `high` in column or row i. */
	function brick(api, i, low, high, how) {
		var a = api.coord(how.rows ? [low, i] : [i, low]), b = api.coord(how.rows ? [high, i] : [i, high]);
		var band = api.size([1, 1])[how.rows ? 1 : 0], thick = band * (1 - how.gap);
		return how.rows ? { x: tenth(a[0]), y: tenth(a[1] - thick / 2), w: tenth(b[0] - a[0]), h: tenth(thick) } :
			{ x: tenth(b[0] - thick / 2), y: tenth(b[1]), w: tenth(thick), h: tenth(a[1] - b[1]) };
	}

	function number(s, part, value, box, how) {
		return {
			type: 'text', x: box.x + box.w / 2, y: box.y + box.h / 2,
			style: {
				text: value.toFixed(how.inside.decimals), fill: F.theme.ink(s.t, part.color), fontSize: sizeInside(s), fontFamily: F.theme.font,
				align: 'center', verticalAlign: 'middle'
			}
		};
	}

	function drawPart(s, part, below, how, api) {
		var path = '', children = [];
		part.values.forEach(function (v, i) {
			var box;
			if (!v) return; /* nothing is not drawn, not even its edge */
			box = brick(api, i, below[i], below[i] + v, how);
			path += 'M' + box.x + ' ' + box.y + 'h' + box.w + 'v' + box.h + 'h' + -box.w + 'z';
			if (how.inside && v >= how.inside.least) children.push(number(s, part, v, box, how));
		});
		children.unshift({ type: 'path', shape: { pathData: path || 'M0 0' }, style: { fill: fillOf(s, part), stroke: part.edge || s.t.separator, lineWidth: how.border } });
		return { type: 'group', children: children };
	}

	function paths(s, parts, how) {
		var below = [];
		parts.forEach(function (part) {
			var from = part.values.map(function (_, i) { return below[i] || 0; });
			part.values.forEach(function (v, i) { below[i] = from[i] + (v || 0); });
			s.option.series.push({
				name: part.key, type: 'custom', silent: true, data: [[0, 0]], itemStyle: { color: fillOf(s, part) },
				renderItem: function (params, api) { return drawPart(s, part, from, how, api); }
			});
		});
	}

	F.bricks = { stack: stack };
})(teitenFigures);
