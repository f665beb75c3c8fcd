/* Every word that figures show, in Japanese and English. {0}, {1} are filled in by `say`. */
var teitenFigures = teitenFigures || {};

(function (F) {
	'use strict';

	var WORDS = {
		ja: {
			accesses: 'アクセス数', sources: '発信元数', connections: '接続数', shareOf: '割合', total: '合計',
			cumulative: '延べ発信元数', distinct: '実発信元数',
			accessesUnit: 'アクセス数（件）', cumulativeUnit: '延べ発信元数', connectionsUnit: '接続数（件）',
			perPointDayAccesses: 'アクセス数（件）', perPointDaySources: '発信元数',
			percentUnit: '割合（％）', pointDaysUnit: '観測点・日', mean: '平均 {0}',
			none: '観測なし', noData: 'データなし', withheld: '非公表', withheldPart: '一部または全部が非公表', unknown: '観測なし、または非公表',
			inOther: '–：アクセスのあった観測点の数が公表基準に満たず、「その他」に含む', notShown: '個別に示していない地域', fromNotShown: '個別に示していない地域からのアクセス：{0}件',
			partial: '一部', day: '日', hour: '時', month: '月',
			dayUnit: '（日）', hourUnit: '（時）', region: '発信元地域', code: 'コード', service: '宛先(ポート種類)',
			other: 'その他', noAccess: 'アクセスなし', noAccessShown: 'アクセスなし、または非公表', reach: 'アクセスした地域',
			observed: '観測した', missing: '観測できなかった', expected: '観測するはずの',
			observedColumn: '観測', expectedColumn: '予定', coverageColumn: '観測率',
			probe: '探査・攻撃（probe）', backscatter: '跳ね返り（backscatter）', otherKind: 'その他',
			ownScale: '縦軸の目盛りは枠ごとに異なる（右上の数はその枠の最大値）',
			folded: '線の途切れ：アクセスのあった観測点の数が公表基準に満たない日',
			marked: '▲▼：増減や集中が目立った期間（本文を参照）',
			notOnMap: '地図に示していない発信元：', borders: '国境線：Natural Earth（地図上の表示は見解を示すものではない）',
			weekdays: ['月', '火', '水', '木', '金', '土', '日'], atLeast: '{0}以上', listMark: '、', colon: '：',
			from: '定点観測：{0}観測点、{1}', fromOne: '定点観測：{0}観測点、{1}', fewest: '公表基準：{0}観測点以上',
			perService: '{0}（{1}）',
			titles: {
				monthly: '1観測点での1日あたりの期待しない(一方的な)アクセス数および発信元数（{range}）',
				dailyServiceAccesses: '{month}の一方的なアクセス状況(アクセス数)',
				dailyServiceSources: '{month}の一方的なアクセス状況(発信元数)',
				shareServiceAccesses: '{month}の宛先(ポート種類)別アクセス数の比率',
				shareServiceSources: '{month}の宛先(ポート種類)別発信元数の比率',
				dailyRegionAccesses: '{month}の発信元地域別アクセス数の変化',
				dailyRegionSources: '{month}の発信元地域別発信元数の変化',
				group: '{0}ポートへのアクセス状況',
				groupEach: '{0}ポートへのアクセス状況(ポート別)',
				maintenance: '{0}ポートへのアクセス状況(接続数)',
				ratioServiceAccesses: '{range}の宛先(ポート種類)別アクセス数の比率',
				ratioServiceSources: '{range}の宛先(ポート種類)別発信元数の比率',
				ratioRegionAccesses: '{range}の発信元地域別アクセス数の比率',
				ratioRegionSources: '{range}の発信元地域別発信元数の比率',
				hourlyHalfYear: '{range}の宛先(ポート種類)別アクセス数の時間帯統計',
				hourlyMonth: '{month}の宛先(ポート種類)別アクセス数の時間帯統計',
				shareRegionAccesses: '{month}の発信元地域別アクセス数の比率',
				mix: '{month}の発信元地域毎の宛先(ポート種類)別アクセス数の比率',
				kinds: '{month}のアクセスの種類別の状況(アクセス数)',
				coverage: '{month}の観測の実施状況',
				calendar: '{range}の日別アクセス数',
				map: '{month}の発信元の国・地域別アクセス数'
			},
			about: {
				monthly: '{month}は1観測点で1日あたり{0}の発信元から{1}件のアクセスがあった。',
				stack: '合計{0}。最も多いのは{1}で{2}。', stackPart: '公表している分は合計{0}。最も多いのは{1}で{2}。', share: '合計{0}。最も多いのは{1}で{2}。',
				peak: '最も多い日は{0}で{1}。', ratio: '{month}に最も多いのは{0}で{1}。',
				hourly: '最も多い時間帯は{0}時台で{1}件。', mix: '{0}の地域について、アクセスの宛先の割合を示す。',
				coverage: '予定{1}観測点・日のうち{0}観測点・日を観測した。',
				map: '{0}の国・地域からアクセスがあり、最も多いのは{1}の{2}件。', notShown: 'ほかに、個別に示していない地域から{0}件のアクセスがあった。',
				nothing: '示すデータがない。', withheld: 'これらの数値は公表していない。', partly: '一部の数値は公表していない。'
			}
		},
		en: {
			accesses: 'Accesses', sources: 'Sources', connections: 'Connections', shareOf: 'Share', total: 'Total',
			cumulative: 'Cumulative sources', distinct: 'Distinct sources',
			accessesUnit: 'Accesses', cumulativeUnit: 'Cumulative sources', connectionsUnit: 'Connections',
			perPointDayAccesses: 'Accesses', perPointDaySources: 'Sources',
			percentUnit: 'Share (%)', pointDaysUnit: 'Point-days', mean: 'Mean {0}',
			none: 'Not observed', noData: 'No data', withheld: 'Withheld', withheldPart: 'Withheld in part or whole', unknown: 'Not observed or withheld',
			inOther: '–: seen by too few points for publication; counted in "Other"', notShown: 'Not shown separately', fromNotShown: 'From regions not shown separately: {0} accesses',
			partial: 'partial', day: 'Day', hour: 'Hour', month: 'Month',
			dayUnit: '(day)', hourUnit: '(hour)', region: 'Source region', code: 'Code', service: 'Service',
			other: 'Other', noAccess: 'no access', noAccessShown: 'no access, or withheld', reach: 'Regions seen',
			observed: 'Observed', missing: 'Missed', expected: 'Expected',
			observedColumn: 'Observed', expectedColumn: 'Expected', coverageColumn: 'Coverage',
			probe: 'Probes', backscatter: 'Backscatter', otherKind: 'Other',
			ownScale: 'Each panel has its own vertical scale; its highest value is at the top right',
			folded: 'A gap in a line: a day on which too few points saw it for publication',
			marked: '▲▼: a period that stands out (see the text)',
			notOnMap: 'Sources not on the map: ', borders: 'Borders: Natural Earth; they express no opinion',
			weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], atLeast: '{0} or more', listMark: ', ', colon: ': ',
			from: 'Fixed-point observation: {0} points, {1}', fromOne: 'Fixed-point observation: {0} point, {1}', fewest: 'published if seen by {0} points or more',
			perService: '{0} ({1})',
			titles: {
				monthly: 'Unsolicited accesses and sources per observation point and day, {range}',
				dailyServiceAccesses: 'Unsolicited accesses by service, {month}',
				dailyServiceSources: 'Sources of unsolicited accesses by service, {month}',
				shareServiceAccesses: 'Share of accesses by service, {month}',
				shareServiceSources: 'Share of sources by service, {month}',
				dailyRegionAccesses: 'Accesses by source region, {month}',
				dailyRegionSources: 'Sources by region, {month}',
				group: 'Accesses to {0}',
				groupEach: 'Accesses to {0}, port by port',
				maintenance: 'Connections to {0}',
				ratioServiceAccesses: 'Share of accesses by service, {range}',
				ratioServiceSources: 'Share of sources by service, {range}',
				ratioRegionAccesses: 'Share of accesses by source region, {range}',
				ratioRegionSources: 'Share of sources by region, {range}',
				hourlyHalfYear: 'Accesses by hour of day and service, {range}',
				hourlyMonth: 'Accesses by hour of day and service, {month}',
				shareRegionAccesses: 'Share of accesses by source region, {month}',
				mix: 'Services accessed from each source region, {month}',
				kinds: 'Accesses by kind, {month}',
				coverage: 'Observation achieved, {month}',
				calendar: 'Accesses day by day, {range}',
				map: 'Accesses by source country or region, {month}'
			},
			about: {
				monthly: 'In {month} each point saw {1} accesses from {0} sources a day.',
				stack: '{0} in all; the largest part is {1} with {2}.', stackPart: '{0} are published; the largest part is {1} with {2}.', share: '{0} in all; the largest part is {1} with {2}.',
				peak: 'The highest day is {0} with {1}.', ratio: 'In {month} the largest part is {0} with {1}.',
				hourly: 'The busiest hour of the day begins at {0} h, with {1} accesses.',
				mix: 'For each of {0} regions, how its accesses are divided among services.',
				coverage: '{0} of {1} expected point-days were observed.',
				map: 'Accesses came from {0} countries and regions, the most from {1}: {2}.', notShown: '{0} more came from regions that are not shown separately.',
				nothing: 'There is nothing to show.', withheld: 'These numbers are withheld.', partly: 'Some numbers are withheld.'
			}
		}
	};

	/* Fill {0}, {1}, ... and {name} into a text, once: what is filled in is not looked at again. */
	function fill(text, values) {
		return text.replace(/\{(\w+)\}/g, function (all, name) {
			return values[name] === undefined ? all : String(values[name]);
		});
	}

	function months(d, c) {
		return { month: F.format.monthName(d.month, c.lang), range: F.format.monthRange(d.months, c.lang) };
	}

	function filled(table) {
		return function (d, c, name, values) {
			var all = months(d, c);
			(values || []).forEach(function (v, i) { all[i] = v; });
			return fill(WORDS[c.lang][table][name], all);
		};
	}

	/* A figure's sentence, and that some of its numbers are withheld; null: it has nothing to say. */
	function gapped(d, c, sentence, gaps) {
		var about = WORDS[c.lang].about, withheld = gaps.some(F.data.isWithheld);
		if (sentence === null) return withheld ? about.withheld : about.nothing;
		return withheld ? sentence + (c.lang === 'ja' ? '' : ' ') + about.partly : sentence;
	}

	F.words = {
		of: function (c) { return WORDS[c.lang]; },
		say: function (c, name) { return fill(WORDS[c.lang][name], Array.prototype.slice.call(arguments, 2)); },
		title: filled('titles'),
		about: filled('about'),
		gapped: gapped
	};
})(teitenFigures);
