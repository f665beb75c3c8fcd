/* ECharts' drawing -> an SVG document that browsers, librsvg and WeasyPrint show alike. The painter's tree of
 * nodes is written out here rather than its text corrected afterwards:
 * - text is placed by its baseline, since librsvg 2.54 ignores dominant-baseline;
 * - fonts are attributes, since WeasyPrint 57 drops the `font` shorthand;
 * - a halo is a text of its own under the text, since WeasyPrint ignores paint-order;
 * - identifiers carry the figure's name, so that many figures may stand in one page; clip paths, which ECharts
 *   gives to lines for its animation, are left out: no figure draws beyond its axes;
 * - title and description say what is shown; styles, scripts and event attributes have no way in. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var BASELINE = 0.36; /* of the font size, from the middle of a line down to its baseline */

	/* What elements may carry; everything else is left out. */
	var KEEP = {};
	('width height x y x1 y1 x2 y2 cx cy r d points transform fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray ' +
		'stroke-dashoffset stroke-linejoin stroke-linecap opacity text-anchor xml:space').split(' ').forEach(function (k) { KEEP[k] = true; });

	/* Text for XML 1.0: characters that it cannot hold become a replacement mark. */
	function escape(text) {
		return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
			.replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, '\ufffd').replace(/(^|[^\ud800-\udbff])[\udc00-\udfff]/g, '$1\ufffd')
			.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
	}

	/* Only these occur in numbers, paths and colours; then there is nothing to escape. */
	function quoted(value) {
		value = String(value);
		return /^[-\w #.,()]*$/.test(value) ? value : escape(value);
	}

	function open(tag, attributes) {
		var out = '<' + tag, k;
		for (k in attributes)
			if (attributes[k] !== false && attributes[k] !== null && attributes[k] !== undefined) out += ' ' + k + '="' + quoted(attributes[k]) + '"';
		return out;
	}

	function kept(attributes) {
		var out = {}, k;
		for (k in attributes) if (KEEP[k]) out[k] = attributes[k];
		return out;
	}

	/* "font: bold 12px 'A',B" or separate properties, as ECharts writes them. */
	function font(style) {
		var short = /^font:\s*(.*)$/.exec(style), size = /([\d.]+)px/.exec(style), family;
		if (short) family = short[1].replace(/^.*?px\s*(\/\s*[\d.]+\s*)?/, '');
		else family = (/font-family:([^;]*)/.exec(style) || [])[1];
		return { size: size ? +size[1] : 12, bold: /\bbold\b/.test(style.replace(family, '')), family: (family || F.theme.font).replace(/^\s+|[\s;]+$/g, '') };
	}

	function round(v) { return Math.round(v * 100) / 100; }

	function textNode(node) {
		var a = kept(node.attrs), f = font(String(node.attrs.style || '')), content, halo = null, k;
		a.x = round(a.x || 0);
		a.y = round((a.y || 0) + BASELINE * f.size);
		a['font-size'] = f.size;
		if (f.bold) a['font-weight'] = 'bold';
		a['font-family'] = f.family;
		content = '>' + escape(node.text) + '</text>';
		if (a.stroke && a.stroke !== 'none') {
			halo = {};
			for (k in a) halo[k] = a[k];
			halo.fill = 'none';
			halo['stroke-linejoin'] = 'round';
			halo['aria-hidden'] = 'true';
		}
		for (k in a) if (/^stroke/.test(k)) delete a[k];
		return (halo ? open('text', halo) + content + '\n' : '') + open('text', a) + content;
	}

	/* ECharts lays invisible shapes under legends to catch the pointer. */
	function invisible(a) {
		var fill = a.fill === 'none' || a['fill-opacity'] === 0, stroke = !a.stroke || a.stroke === 'none' || a['stroke-width'] === 0;
		return a.d === '' || a.d === 'M0 0' || a.points === '' || (fill && stroke);
	}

	var SHAPES = { rect: true, path: true, circle: true, polyline: true, polygon: true };

	function write(node, out) {
		var attributes;
		if (node.tag === 'text') out.push(textNode(node));
		else if (node.tag === 'g') (node.children || []).forEach(function (child) { write(child, out); });
		else if (SHAPES[node.tag]) {
			attributes = kept(node.attrs);
			if (!invisible(attributes)) out.push(open(node.tag, attributes) + '/>');
		}
	}

	/* tree: what zrender's painter made; id: of the figure in this page; title, about: plain text. */
	function svg(tree, id, title, about) {
		var prefix = id + '-', width = tree.attrs.width, height = tree.attrs.height, out = [];
		out.push(open('svg', { xmlns: 'http://www.w3.org/2000/svg', width: width, height: height, viewBox: '0 0 ' + width + ' ' + height,
			role: 'img', 'aria-labelledby': prefix + 'title ' + prefix + 'about' }) + '>');
		out.push('<title id="' + quoted(prefix + 'title') + '">' + escape(title) + '</title>');
		out.push('<desc id="' + quoted(prefix + 'about') + '">' + escape(about) + '</desc>');
		(tree.children || []).forEach(function (child) { write(child, out); });
		out.push('</svg>\n');
		return out.join('\n');
	}

	F.portable = { svg: svg };
})(teitenFigures);
