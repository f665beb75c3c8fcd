// Write the shapes of the map figure: world.mjs NODE_MODULES LONGITUDE OUT.json
//
// Land is projected here once (Equal Earth, LONGITUDE in the middle) and cut at the map's edges, since the
// shapes of world-atlas run across the 180th meridian. Out comes {width, height, shapes, circles}: SVG paths in
// whole units by ISO 3166 code, and points for regions that are too small to have a shape.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, longitude, out] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'world.mjs'));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const topojson = require('topojson-client');
const iso = require('i18n-iso-countries');
const d3 = await load('d3-geo');
const { geoProject } = await load('d3-geo-projection');

const WIDTH = 1720; // twice the pixels of a figure on a wide page: half a pixel of detail
// Shapes without a number in Natural Earth, under the code that their addresses are registered with.
const UNNUMBERED = { Kosovo: 'XK', 'N. Cyprus': 'CY', Somaliland: 'SO' };
// Regions with a code of their own that Natural Earth draws as part of another: longitude, latitude.
const APART = {
	BQ: [-68.3, 12.2], BV: [3.4, -54.4], CC: [96.8, -12.2], CX: [105.6, -10.5], GF: [-53, 4], GI: [-5.35, 36.1], GP: [-61.5, 16.2],
	MQ: [-61, 14.6], NF: [167.9, -29], RE: [55.5, -21.1], SJ: [16, 78], TK: [-171.8, -9.2], TV: [179.2, -8.5], UM: [-162.1, 5.9], YT: [45.2, -12.8],
};

const atlas = (detail) => {
	const topology = JSON.parse(fs.readFileSync(require.resolve(`world-atlas/countries-${detail}.json`)));
	return topojson.feature(topology, topology.objects.countries).features.filter((f) => f.properties.name !== 'Antarctica');
};
const codeOf = (f) => (f.id && iso.numericToAlpha2(f.id)) || UNNUMBERED[f.properties.name];

const land = { type: 'FeatureCollection', features: atlas('110m') };
const projection = d3.geoEqualEarth().rotate([-longitude, 0]).precision(0.6);
projection.fitWidth(WIDTH, land);
const [[left, top], [right, bottom]] = d3.geoPath(projection).bounds(land);

const place = ([x, y]) => [Math.round(x - left), Math.round(y - top)];
function ring(points) {
	const line = points.map(place).filter((p, i, all) => !i || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]);
	const straight = line.filter((p, i) => !i || i === line.length - 1 ||
		(p[0] - line[i - 1][0]) * (line[i + 1][1] - p[1]) !== (p[1] - line[i - 1][1]) * (line[i + 1][0] - p[0]));
	return straight.length < 4 ? '' : 'M' + straight.slice(0, -1).map((p) => p.join(' ')).join('L') + 'Z';
}

const shapes = {};
for (const f of geoProject(land, projection).features) {
	const code = codeOf(f);
	if (!code || !f.geometry) continue;
	const polygons = f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates;
	const drawn = polygons.flat().map(ring).join('');
	if (drawn) shapes[code] = (shapes[code] ?? '') + drawn;
}

const circles = {};
for (const f of atlas('50m')) {
	const code = codeOf(f);
	if (code && !shapes[code]) circles[code] = place(projection(d3.geoCentroid(f)));
}
for (const [code, point] of Object.entries(APART))
	if (!shapes[code] && !circles[code]) circles[code] = place(projection(point));

fs.writeFileSync(out, JSON.stringify({ width: Math.ceil(right - left), height: Math.ceil(bottom - top), shapes, circles }) + '\n');
