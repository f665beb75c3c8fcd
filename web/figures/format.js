/* Numbers, days, months and the ticks of an axis, as text. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
		'November', 'December'];

	function group(digits) {
		var out = '';
		while (digits.length > 3) {
			out = ',' + digits.slice(-3) + out;
			digits = digits.slice(0, -3);
		}
		return digits + out;
	}

	/* 543,415. With `decimals`, as many of them as are not zero. */
	function number(n, decimals) {
		var parts = Math.abs(n).toFixed(decimals || 0).split('.');
		var fraction = (parts[1] || '').replace(/0+$/, '');
		return (n < 0 ? '-' : '') + group(parts[0]) + (fraction ? '.' + fraction : '');
	}

	/* An average: whole, but small ones keep a digit that says something. */
	function average(n) {
		return number(n, n < 10 ? 2 : n < 100 ? 1 : 0);
	}

	function percent(part, whole) {
		return whole > 0 ? (part * 100 / whole).toFixed(1) + '%' : '–';
	}

	function year(text) { return +text.slice(0, 4); }
	function month(text) { return +text.slice(5, 7); }
	function day(text) { return +text.slice(8, 10); }

	/* "2005-11" -> 2005年11月, November 2005. */
	function monthName(text, lang) {
		return lang === 'ja' ? year(text) + '年' + month(text) + '月' : MONTHS[month(text) - 1] + ' ' + year(text);
	}

	function monthShort(text, lang) {
		return lang === 'ja' ? month(text) + '月' : MONTHS[month(text) - 1].slice(0, 3);
	}

	function monthRange(months, lang) {
		var a = months[0], b = months[months.length - 1], same = year(a) === year(b);
		if (a === b) return monthName(a, lang);
		if (lang === 'ja') return monthName(a, lang) + '～' + (same ? monthShort(b, lang) : monthName(b, lang));
		return (same ? MONTHS[month(a) - 1] : monthName(a, lang)) + '–' + monthName(b, lang);
	}

	/* "2005-11-03" -> 11月3日, 3 Nov; with the month only where it helps. */
	function dayName(text, lang) {
		return lang === 'ja' ? month(text) + '月' + day(text) + '日' : day(text) + ' ' + monthShort(text, lang);
	}

	var STEPS = [1, 2, 2.5, 5, 10];

	/* The least round number not below x. */
	function roundUp(x, steps) {
		var e = Math.pow(10, Math.floor(Math.log(x) / Math.LN10 + 1e-9)), i = 0;
		while (i < steps.length - 1 && steps[i] * e < x * (1 - 1e-9)) i++;
		return steps[i] * e;
	}

	/* An axis from zero whose last tick is not below the greatest value. Counts have whole ticks. */
	function ticks(greatest, about, fractions) {
		var step = greatest > 0 ? roundUp(greatest / about, STEPS) : 1;
		if (!fractions) step = Math.max(1, step === 2.5 ? 5 : step);
		var top = Math.max(1, Math.ceil(greatest / step - 1e-9)) * step;
		return { max: top, step: step, decimals: step < 0.1 ? 2 : step < 1 || step === 2.5 ? 1 : 0 };
	}

	/* An axis of exactly n steps, for two axes that share their lines. */
	function ticksExactly(greatest, n) {
		var step = greatest > 0 ? roundUp(greatest / n, [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]) : 1;
		return { max: step * n, step: step, decimals: step < 0.1 ? 3 : step < 1 ? 2 : step < 10 ? 1 : 0 };
	}

	F.format = {
		number: number, average: average, percent: percent, month: month, year: year, day: day,
		monthName: monthName, monthShort: monthShort, monthRange: monthRange, dayName: dayName,
		ticks: ticks, ticksExactly: ticksExactly, roundUp: roundUp
	};
})(teitenFigures);
