/* Reading the summary: sums that skip what was not observed, names, which days and months have nothing. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	function sum(values) {
		return values.reduce(function (s, v) { return s + (v || 0); }, 0);
	}

	/* Sums over the rows, column by column. */
	function columns(rows, count) {
		var out = [], i;
		for (i = 0; i < count; i++) out.push(0);
		rows.forEach(function (row) {
			row.forEach(function (v, j) { if (j < count) out[j] += v || 0; });
		});
		return out;
	}

	function greatest(values) {
		return values.reduce(function (m, v) { return v > m ? v : m; }, 0);
	}

	function indexOfGreatest(values) {
		return values.reduce(function (best, v, i) { return (v || 0) > (values[best] || 0) ? i : best; }, 0);
	}

	function absent(v) { return v === null || v === undefined; }

	function label(item, c) {
		var text = item.label ? item.label[c.lang] || item.label.en || item.label.ja : null;
		return text || (item.key === 'other' ? F.words.of(c).other : String(item.key));
	}

	/* Parts of a whole as figures use them: {key, label, color, values}. */
	function parts(items, rows, c) {
		return items.map(function (item, i) {
			return { key: item.key, label: label(item, c), color: absent(item.color) ? null : item.color, values: rows[i] || [] };
		});
	}

	/* [true, ...] where no row has a number. */
	function nowhere(rows, count) {
		var out = [], i;
		for (i = 0; i < count; i++) out.push(true);
		rows.forEach(function (row) {
			row.forEach(function (v, j) { if (!absent(v)) out[j] = false; });
		});
		return out;
	}

	function missingDays(d) {
		return nowhere([d.daily.total.accesses], d.days.length);
	}

	function missingMonths(d) {
		return d.monthly.map(function (m) { return absent(m.accesses_per_point_day); });
	}

	/* Runs of true as [first, last]. */
	function runs(flags) {
		var out = [];
		flags.forEach(function (flag, i) {
			if (!flag) return;
			if (i && flags[i - 1]) out[out.length - 1][1] = i;
			else out.push([i, i]);
		});
		return out;
	}

	F.data = {
		sum: sum, columns: columns, greatest: greatest, indexOfGreatest: indexOfGreatest, absent: absent, label: label,
		parts: parts, nowhere: nowhere, missingDays: missingDays, missingMonths: missingMonths, runs: runs
	};
})(teitenFigures);
