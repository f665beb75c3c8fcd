/* What the C program (src/figure/) calls. Text goes in and text comes out; the summary is kept between calls.
 * Options: {lang, dark, standalone, print, narrow}. */
var teitenHost = (function (F) {
	'use strict';

	var summary = null;

	echarts.setPlatformAPI({ measureText: F.measure.platform });

	function options(text) { return JSON.parse(text); }

	/* Maps as JSON text, one a language; read once, when first drawn. */
	function worlds(texts) {
		var read = {};
		F.world = {};
		['ja', 'en'].forEach(function (lang) {
			Object.defineProperty(F.world, lang, {
				get: function () { return read[lang] || (read[lang] = JSON.parse(texts(lang))); }
			});
		});
	}

	function svg(id, c) {
		var drawing = F.draw(summary, id, c), chart, tree;
		chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: drawing.width, height: drawing.height });
		try {
			chart.setOption(drawing.option);
			/* compress shortens coordinates; no animation, no hover styles */
			tree = chart.getZr().painter.renderToVNode({ animation: false, emphasis: false, willUpdate: false, compress: true, useViewBox: true });
		} finally {
			chart.dispose();
		}
		return F.portable.svg(tree, id + '-' + c.lang, F.title(summary, id, c), F.about(summary, id, c));
	}

	if (typeof teitenWorld === 'function') worlds(teitenWorld);
	if (typeof teitenRegion === 'function') F.regionName = teitenRegion;

	return {
		data: function (text) {
			var d = JSON.parse(text);
			if (!d || d.schema !== 'teiten-summary-1') throw new Error('not a summary of schema teiten-summary-1');
			summary = d;
			return F.list(d).join(' ');
		},
		title: function (id, text) { return F.title(summary, id, options(text)); },
		table: function (id, text) { return JSON.stringify(F.table(summary, id, options(text))); },
		svg: function (id, text) { return svg(id, options(text)); },
		css: function () { return F.theme.css(); }
	};
})(teitenFigures);
