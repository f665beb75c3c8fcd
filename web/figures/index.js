/* The figures in the report's order, and the one way to draw them:
 *
 *	teitenFigures.list(summary)           -> ["fig1", "fig2_1_1", ...]: those that this summary has
 *	teitenFigures.title(summary, id, c)   -> text
 *	teitenFigures.about(summary, id, c)   -> one sentence, for readers who do not see the figure
 *	teitenFigures.table(summary, id, c)   -> {columns: [...], rows: [[...]]}
 *	teitenFigures.draw(summary, id, c)    -> {width, height, option}: an ECharts option
 *
 * c = {lang: "ja" or "en", dark, standalone, print, narrow, interactive: booleans, width: px or absent}.
 * The summary is schema "teiten-summary-1". Nothing here keeps state or knows where it runs. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	/* The drawing of figures that every report has: id, title, functions. */
	var BEFORE_GROUPS = [
		['fig1', 'monthly', F.monthly],
		['fig2_1_1', 'dailyServiceAccesses', F.stack.daily('service', 'accesses')],
		['fig2_1_2', 'dailyServiceSources', F.stack.daily('service', 'cumulative_sources')],
		['fig2_2_1', 'shareServiceAccesses', F.share.figure('service', 'accesses')],
		['fig2_2_2', 'shareServiceSources', F.share.figure('service', 'cumulative_sources')],
		['fig2_3_1', 'dailyRegionAccesses', F.stack.daily('region', 'accesses')],
		['fig2_3_2', 'dailyRegionSources', F.stack.daily('region', 'cumulative_sources')]
	];
	var AFTER_GROUPS = [
		['fig3_1_1', 'ratioServiceAccesses', F.ratio.months('service', 'accesses')],
		['fig3_1_2', 'ratioServiceSources', F.ratio.months('service', 'cumulative_sources')],
		['fig3_2_1', 'ratioRegionAccesses', F.ratio.months('region', 'accesses')],
		['fig3_2_2', 'ratioRegionSources', F.ratio.months('region', 'cumulative_sources')],
		['fig4_1_1', 'hourlyHalfYear', F.stack.hourly('half_year')],
		['fig4_1_2', 'hourlyMonth', F.stack.hourly('month')],
		['fig4_2_1', 'shareServiceAccesses', F.share.figure('service', 'accesses')],
		['fig4_2_2', 'shareRegionAccesses', F.share.figure('region', 'accesses')],
		['fig4_2_3', 'mix', F.ratio.mix],
		['fig_kinds', 'kinds', F.stack.kinds()],
		['fig_coverage', 'coverage', F.bars.coverage],
		['fig_calendar', 'calendar', F.calendar],
		['fig_map', 'map', F.map]
	];

	function fixed(row) {
		return {
			id: row[0], draw: row[2].draw, table: row[2].table, about: row[2].about,
			title: function (d, c) { return F.words.title(d, c, row[1]); }
		};
	}

	function withId(id, figure) {
		return { id: id, title: figure.title, draw: figure.draw, table: figure.table, about: figure.about };
	}

	function figures(d) {
		var all = BEFORE_GROUPS.map(fixed);
		d.groups.forEach(function (group, i) {
			all.push(withId('fig2_4_' + (i + 1), F.lines.together(group)));
			if (F.lines.dwarfed(group)) all.push(withId('fig2_4_' + (i + 1) + '_each', F.lines.each(group)));
		});
		d.maintenance.forEach(function (m, i) { all.push(withId('fig2_5_' + (i + 1), F.bars.maintenance(m))); });
		return all.concat(AFTER_GROUPS.map(fixed));
	}

	function find(d, id) {
		var found = figures(d).filter(function (f) { return f.id === id; })[0];
		if (!found) throw new Error('no figure ' + id);
		return found;
	}

	F.list = function (d) { return figures(d).map(function (f) { return f.id; }); };
	F.title = function (d, id, c) { return find(d, id).title(d, c); };
	F.about = function (d, id, c) { return find(d, id).about(d, c); };
	F.table = function (d, id, c) { return find(d, id).table(d, c); };
	F.draw = function (d, id, c) {
		var f = find(d, id);
		return f.draw(d, c, f.title(d, c));
	};
})(teitenFigures);
