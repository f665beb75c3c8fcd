// The figures' scripts in a bare context of Node, loaded as the C program loads them into its engine.
// arguments: the folder of the source, then the script files in order, then world-ja.json and world-en.json
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const WORLDS = 2;

// Names of regions as the program knows them: `  JP: {ja: 日本, en: Japan}`.
function regionNames(file) {
	const names = new Map();
	for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
		const row = /^ {2}"?([A-Z0-9?]+)"?: \{ja: "?(.*?)"?, en: "?(.*?)"?\}$/.exec(line);
		if (row) names.set(row[1], { ja: row[2], en: row[3] });
	}
	return names;
}

export function openFigures(source, files) {
	const worlds = files.slice(-WORLDS);
	const names = regionNames(path.join(source, 'data/regions.yaml'));
	const context = vm.createContext({
		teitenWorld: (lang) => fs.readFileSync(worlds[lang === 'en' ? 1 : 0], 'utf8'),
		teitenRegion: (code, lang) => names.get(code)?.[lang] ?? code,
	});
	for (const file of files.slice(0, -WORLDS)) vm.runInContext(fs.readFileSync(file, 'utf8'), context, { filename: file });
	return {
		figures: context.teitenFigures,
		// The ids of a sample's figures, and after that its drawings.
		data: (name) => context.teitenHost.data(fs.readFileSync(path.join(source, 'tests/golden/figure', `${name}.json`), 'utf8')).split(' '),
		svg: (id, options) => context.teitenHost.svg(id, JSON.stringify(options)),
	};
}

// TAP, like tests/tap.h.
let run = 0;
let bad = 0;
export function ok(pass, name, note) {
	run++;
	if (!pass) bad++;
	console.log(`${pass ? 'ok' : 'not ok'} ${run} - ${name}`);
	if (!pass && note) console.log(`# ${note}`);
}
export function done() {
	console.log(`1..${run}`);
	process.exitCode = bad ? 1 : 0;
}
