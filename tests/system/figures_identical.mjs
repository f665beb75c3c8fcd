// Node and the C program draw the same figures to the byte: figures_identical.mjs SOURCE TEST_FIGURE SCRIPTS...
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { done, ok, openFigures } from './figure_host.mjs';

const [source, program, ...files] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'figures-'));
try {
	execFileSync(program, { env: { ...process.env, FIGURE_OUT: folder, TEITEN_SOURCE: source }, stdio: 'ignore' });
	const host = openFigures(source, files);
	const drawn = fs.readdirSync(folder).filter((name) => name.endsWith('.svg'));
	let sample = null;
	ok(drawn.length > 100, 'the program drew figures', `${drawn.length} files`);
	for (const name of drawn.sort()) {
		const [of, id, lang, ...flags] = name.slice(0, -'.svg'.length).split('.');
		if (of !== sample) host.data((sample = of));
		const options = { lang };
		for (const flag of ['dark', 'standalone', 'print', 'narrow']) options[flag] = flags.includes(flag);
		const want = fs.readFileSync(path.join(folder, name), 'utf8');
		const got = host.svg(id, options);
		let at = 0;
		while (at < got.length && got[at] === want[at]) at++;
		ok(got === want, name, `differs at ${at}: ${JSON.stringify(want.slice(at, at + 60))}, Node: ${JSON.stringify(got.slice(at, at + 60))}`);
	}
} finally {
	fs.rmSync(folder, { recursive: true, force: true });
}
done();
