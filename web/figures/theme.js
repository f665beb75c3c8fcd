/* Colours, fonts and nothing else. Every colour is a pair, light and dark, and no two light ones are alike:
 * so a light figure becomes the dark one by replacing each colour, which is what a page's style sheet does
 * (`css`) for the figures that are written into it. tests/system/figure_colours.mjs measures contrast and
 * how far apart neighbours stay for colour-blind readers. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	/* Single quotes: ECharts writes the name into an attribute as it is. */
	var FONT = "'BIZ UDPGothic','BIZ UDGothic','Noto Sans CJK JP','Hiragino Sans','Yu Gothic UI',sans-serif";

	/* A service or region keeps its colour by number. Neighbours differ in lightness as well as in hue. */
	var SERIES = [
		['#3d6bb8', '#58a5ec'], ['#bf641b', '#dfb64a'], ['#0d514a', '#2f923f'], ['#ec5e75', '#fe93af'],
		['#0d48ad', '#6b83ef'], ['#439cce', '#7cd2de'], ['#a34009', '#d75c23'], ['#b78e0a', '#e8d460'],
		['#612f84', '#af6ac6'], ['#4f9663', '#aee0a6'], ['#6b3a1e', '#c18c75']
	];
	var OTHER = ['#8b939c', '#77828e'];

	/* From few to many. In the dark theme few is dark, so that many still stands out. */
	var STEPS = [
		['#bdd8ed', '#204a6c'], ['#97c0df', '#23608f'], ['#6fa6cf', '#2a77ae'], ['#458abe', '#4a94c9'],
		['#256fa6', '#79b3dc'], ['#0f4f83', '#aad2ec'], ['#07305a', '#e0f1fb']
	];

	var PLAIN = {
		background: ['#ffffff', '#14181d'], /* of the whole figure */
		separator: ['#fffffe', '#14181d'], /* between the parts of a bar or a ring */
		halo: ['#fffffd', '#14181d'],      /* around text that lies on lines */
		text: ['#1c2126', '#e6e9ee'],
		faint: ['#5b6570', '#a9b2bd'],     /* units, ticks, notes */
		grid: ['#e4e7eb', '#2c343d'],
		axis: ['#868f99', '#6b7682'],
		absent: ['#f8f9fa', '#1b2127'],    /* behind the hatching where nothing was observed */
		hatch: ['#8b949d', '#65707b'],
		withheld: ['#fdfaf3', '#191e25'],  /* behind the dots where too few points saw it for publication */
		dots: ['#948d80', '#89857a'],
		land: ['#f3f4f6', '#20262d'],
		border: ['#aab2bb', '#47525d'],
		accent: ['#b8430d', '#ff9d5c'],    /* the mean, the second axis: lines and their text */
		monthEdge: ['#59636e', '#a8b1bc']
	};

	function channel(hex, at) {
		var c = parseInt(hex.substr(at, 2), 16) / 255;
		return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
	}

	/* Relative luminance and contrast of WCAG 2. */
	function luminance(hex) {
		return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
	}

	function contrast(a, b) {
		var x = luminance(a), y = luminance(b);
		return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
	}

	function hex2(n) {
		return (n < 16 ? '0' : '') + n.toString(16);
	}

	/* Text upon a colour: white or black, whichever reads better, in each theme. The number makes the light
	 * one a literal of its own: #fefef3 is white to the eye. */
	function ink(pair, number) {
		var white = contrast(pair[0], '#fefefe') >= contrast(pair[0], '#000000');
		return [white ? '#fefe' + hex2(255 - number) : '#0000' + hex2(number),
			contrast(pair[1], '#fefefe') >= contrast(pair[1], '#000000') ? '#fefefe' : '#000000'];
	}

	function pairs() {
		var all = [], k;
		for (k in PLAIN) all.push({ name: k, pair: PLAIN[k] });
		SERIES.forEach(function (p, i) {
			all.push({ name: 'series' + i, pair: p }, { name: 'seriesInk' + i, pair: ink(p, i + 1) });
		});
		STEPS.forEach(function (p, i) {
			all.push({ name: 'step' + i, pair: p });
		});
		all.push({ name: 'other', pair: OTHER }, { name: 'otherInk', pair: ink(OTHER, 12) });
		return all;
	}

	var ALL = pairs();

	/* The colours of one theme by name. */
	function theme(dark) {
		var t = {};
		ALL.forEach(function (e) { t[e.name] = e.pair[dark ? 1 : 0]; });
		return t;
	}

	var THEMES = [theme(false), theme(true)];

	function css() {
		var rules = ALL.map(function (e) {
			return '.figure [fill="' + e.pair[0] + '"]{fill:' + e.pair[1] + '}\n' +
				'.figure [stroke="' + e.pair[0] + '"]{stroke:' + e.pair[1] + '}\n';
		});
		return '@media screen and (prefers-color-scheme: dark){\n' + rules.join('') + '}\n';
	}

	F.theme = {
		font: FONT,
		pairs: ALL,
		series: SERIES.length,
		steps: STEPS.length,
		contrast: contrast,
		css: css,
		of: function (c) { return THEMES[c.dark ? 1 : 0]; },
		/* Fill and text colours of a service, region or kind by its number; null is "other". */
		fill: function (t, number) { return number === null ? t.other : t['series' + number % SERIES.length]; },
		ink: function (t, number) { return number === null ? t.otherInk : t['seriesInk' + number % SERIES.length]; }
	};
})(teitenFigures);
