// Can the figures be read? figure_colours.mjs SOURCE SCRIPTS...
// Contrast by WCAG 2; distance between colours in OKLab (Ottosson 2020), also as seen by colour-blind readers
// (Machado, Oliveira, Fernandes 2009, severity 1.0); and that the page's style sheet makes the dark theme.
import { done, ok, openFigures } from './figure_host.mjs';

const [source, ...files] = process.argv.slice(2);
const host = openFigures(source, files);
const theme = host.figures.theme;
const THEMES = ['light', 'dark'];

const SIGHT = {
	usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
	protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
	deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
	tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

const linear = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
const times = (m, v) => [0, 3, 6].map((i) => Math.min(1, Math.max(0, m[i] * v[0] + m[i + 1] * v[1] + m[i + 2] * v[2])));
function oklab([r, g, b]) {
	const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
	return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
		0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
}
// The least distance over all kinds of sight.
function distance(a, b) {
	return Math.min(...Object.values(SIGHT).map((m) => {
		const x = oklab(times(m, linear(a)));
		const y = oklab(times(m, linear(b)));
		return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
	}));
}

const pair = new Map([...theme.pairs].map((p) => [p.name, [...p.pair]]));
const atLeast = (value, least, name) => ok(value >= least, name, `${value.toFixed(3)} < ${least}`);

function testContrast(k) {
	const of = (name) => pair.get(name)[k];
	const on = (a, b, least) => atLeast(theme.contrast(of(a), of(b)), least, `${THEMES[k]}: ${a} on ${b}`);
	for (const text of ['text', 'faint', 'accent']) on(text, 'background', 4.5);
	for (const band of ['absent', 'withheld']) on('faint', band, 4.5);
	on('axis', 'background', 3);
	on('hatch', 'background', 3);
	on('dots', 'background', 3);
	on('dots', 'withheld', 3);
	on('monthEdge', 'background', 3);
	for (const name of [...Array(theme.series).keys()].map((i) => `series${i}`).concat('other')) {
		on(name, 'background', 3);
		on(name.replace('series', 'seriesInk').replace('other', 'otherInk'), name, 4.5);
	}
}

function testDistance(k) {
	const of = (name) => pair.get(name)[k];
	for (let i = 0; i < theme.series; i++) {
		for (let j = 0; j < i; j++)
			atLeast(distance(of(`series${i}`), of(`series${j}`)), j === i - 1 ? 0.15 : 0.06, `${THEMES[k]}: series ${j} and ${i} differ`);
		atLeast(distance(of(`series${i}`), of('other')), 0.07, `${THEMES[k]}: series ${i} and other differ`);
	}
	for (let i = 1; i < theme.steps; i++)
		atLeast(distance(of(`step${i}`), of(`step${i - 1}`)), 0.06, `${THEMES[k]}: steps ${i - 1} and ${i} differ`);
	for (const empty of ['land', 'absent', 'withheld', 'background']) atLeast(distance(of('step0'), of(empty)), 0.08, `${THEMES[k]}: the first step is not ${empty}`);
}

function testLiterals() {
	const light = [...pair.values()].map((p) => p[0]);
	ok(new Set(light).size === light.length, 'no two light colours are alike');
	ok([...pair.values()].flat().every((c) => /^#[0-9a-f]{6}$/.test(c)), 'colours are six small hexadecimal digits');
	ok(theme.series >= 11, 'there are at least eleven colours');
	for (const [name, [from, to]] of pair)
		for (const property of ['fill', 'stroke'])
			ok(theme.css().includes(`.figure [${property}="${from}"]{${property}:${to}}\n`), `the style sheet turns ${name} dark (${property})`);
}

// What the style sheet does to a light figure gives the figure that is drawn dark.
function testDark(sample) {
	const known = new Map([...pair.values()]);
	for (const id of host.data(sample)) {
		for (const standalone of [true, false]) {
			const light = host.svg(id, { lang: 'ja', standalone });
			const strangers = [...light.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map((m) => m[1]).filter((c) => c !== 'none' && !known.has(c));
			ok(!strangers.length, `${sample} ${id}: only colours of the theme`, strangers.slice(0, 5).join(' '));
			const turned = light.replace(/ (fill|stroke)="(#[0-9a-f]{6})"/g, (all, property, colour) => ` ${property}="${known.get(colour) ?? colour}"`);
			ok(turned === host.svg(id, { lang: 'ja', standalone, dark: true }), `${sample} ${id}: the style sheet and the dark figure agree`);
		}
	}
}

testLiterals();
for (const k of [0, 1]) {
	testContrast(k);
	testDistance(k);
}
testDark('november');
testDark('partial');
testDark('withheld');
done();
