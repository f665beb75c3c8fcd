/* Reading the summary: sums that skip what is not there, names, and why it is not there: null means that nothing was
 * observed or, in a published summary, that too few points saw it (docs/decisions/0003). */
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

	/* Days since 1970-01-01; by arithmetic, so that no time zone has a say. */
	function dayNumber(text) { return Date.UTC(+text.slice(0, 4), text.slice(5, 7) - 1, +text.slice(8, 10)) / 86400000; }

	/* Whether anything may be withheld: only then has null a second meaning. */
	function guarded(d) { return !!(d.published && d.publication && d.publication.min_points > 1); }

	function monthObserved(d, i) { return !!d.monthly[i] && d.monthly[i].point_days > 0; }

	/* true, false, or null where the summary cannot tell. The months before have no coverage by day, but when less than
	 * one day's is missing from that of the whole month, there was none without any. */
	function dayObserved(d, day) {
		var at = d.days.indexOf(day), month = d.months.indexOf(day.slice(0, 7)), days;
		if (!absent(d.calendar.accesses[dayNumber(day) - dayNumber(d.calendar.from)])) return true;
		if (at >= 0) return d.coverage.daily[at] > 0;
		if (!monthObserved(d, month)) return false;
		days = new Date(Date.UTC(+day.slice(0, 4), +day.slice(5, 7), 0)).getUTCDate();
		return d.monthly[month].point_days > d.monthly[month].points * (days - 1) + 1e-6 || null;
	}

	/* Why each column has a gap: 'absent': nothing was observed; 'withheld': nothing of it is published; 'unknown': one of
	 * these; 'part': something of it is not published; '': there is none. `observed(i)` as above. Where small cells are
	 * `folded` into the last row, a gap in another row is none. */
	function gaps(d, rows, count, observed, folded) {
		var out = [], j, any, positive, hole, seen;
		for (j = 0; j < count; j++) {
			any = rows.some(function (row) { return !absent(row[j]); });
			positive = rows.some(function (row) { return row[j] > 0; });
			hole = (folded ? rows.slice(-1) : rows).some(function (row) { return absent(row[j]); });
			seen = any || (guarded(d) ? observed(j) : false);
			out.push(seen === null ? 'unknown' : !seen ? 'absent' : !hole || !guarded(d) ? '' : positive ? 'part' : 'withheld');
		}
		return out;
	}

	/* Of rows by day of the month. */
	function gapsOfDays(d, rows, folded) {
		return gaps(d, rows, d.days.length, function (i) { return dayObserved(d, d.days[i]); }, folded);
	}

	function isWithheld(gap) { return gap === 'withheld' || gap === 'part'; }

	/* The cell of a table: what is withheld is not empty, as what was not observed or is in "other". */
	function cell(c, value, withheld) {
		return !absent(value) ? value : withheld ? F.words.of(c).withheld : null;
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
		parts: parts, runs: runs, dayNumber: dayNumber, guarded: guarded, monthObserved: monthObserved, dayObserved: dayObserved,
		gaps: gaps, gapsOfDays: gapsOfDays, isWithheld: isWithheld, cell: cell
	};
})(teitenFigures);
