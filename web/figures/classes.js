/* Classes of numbers for shaded cells and maps: their limits, names, colours and legend. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var N = F.format, P = F.parts;

	/* So many colours, spread over the whole range from few to many. */
	function color(s, i, count) {
		var last = F.theme.steps - 1;
		return s.t['step' + (count === 1 ? last - 1 : Math.round(i * last / (count - 1)))];
	}

	function named(s, limits, top) {
		return limits.map(function (low, i) {
			var high = i + 1 < limits.length ? limits[i + 1] - 1 : null;
			return {
				low: low, color: color(s, i, limits.length), name: 'class' + i,
				label: high === null ? (top === low ? N.number(low) : F.words.say(s.c, 'atLeast', N.number(low))) : high === low ? N.number(low) : N.number(low) + '–' + N.number(high)
			};
		});
	}

	/* 1-9, 10-99, ...: at most six, the lower ones joined. Nothing at all is a class of its own. */
	function powers(s, greatest, least) {
		var limits = least === 0 ? [0] : [], fixed = limits.length, low = 1;
		while (low * 10 <= least) low *= 10;
		for (; low <= Math.max(greatest, 1); low *= 10) limits.push(low);
		while (limits.length - fixed > 6) limits.splice(fixed + 1, 1);
		return named(s, limits, greatest);
	}

	/* Equal steps from the least to the greatest, or powers of ten when they are far apart. */
	function even(s, values) {
		var most = F.data.greatest(values), least = values.reduce(function (m, v) { return v < m ? v : m; }, most), step, limits = [], low;
		if (least > 0 && most > 30 * least || !least && most > 1000) return powers(s, most, least);
		step = Math.max(1, N.roundUp(Math.max(most - least, 1) / 6, [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]));
		if (step < 10) step = Math.ceil(step);
		for (low = Math.floor(least / step) * step; low <= most; low += step) limits.push(low);
		return named(s, limits, most);
	}

	function of(classes, value) {
		var i = classes.length - 1;
		while (i > 0 && value < classes[i].low) i--;
		return i;
	}

	/* Series without data stand for the classes, so that the legend is ECharts' own. */
	function legend(s, classes, more) {
		P.legendRow(s, classes.map(function (k) { return { name: k.name, label: k.label, color: k.color }; }).concat(more || []));
	}

	F.classes = { powers: powers, even: even, of: of, legend: legend };
})(teitenFigures);
