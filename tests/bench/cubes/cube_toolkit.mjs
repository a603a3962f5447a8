// SPDX-License-Identifier: EUPL-1.2
// JSON-stat to rows with the format's own toolkit. cube_toolkit.mjs FOLDER_WITH_NODE_MODULES FILE [RUNS]
// Prints one JSON line.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [folder, file, runs = '3'] = process.argv.slice(2);
const require = createRequire(join(resolve(folder), 'peers.cjs'));
const toolkit = require('jsonstat-toolkit');
const JSONstat = toolkit.default ?? toolkit;

const read = () =>
  JSONstat(JSON.parse(readFileSync(file, 'utf8'))).Dataset(0).toTable({ type: 'arrobj', content: 'id' });

const readings = [];
let rows = [];
for (let run = 0; run < Number(runs); run++) {
  const before = process.cpuUsage();
  rows = read();
  const { user, system } = process.cpuUsage(before);
  readings.push((user + system) / 1e3);
}
readings.sort((a, b) => a - b);
const { version } = require('jsonstat-toolkit/package.json');
const sum = rows.reduce((total, row) => total + row.value, 0);
console.log(JSON.stringify({ version, ms: readings[readings.length >> 1], rows: rows.length, sum }));
