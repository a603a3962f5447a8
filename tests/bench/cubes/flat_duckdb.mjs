// SPDX-License-Identifier: EUPL-1.2
// A file of ffcsv into a table of texts by DuckDB, one thread. flat_duckdb.mjs FOLDER_WITH_NODE_MODULES
// FILE [RUNS]; prints one JSON line.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [folder, file, runs = '5'] = process.argv.slice(2);
const require = createRequire(join(resolve(folder), 'peers.cjs'));
const { DuckDBInstance, version } = require('@duckdb/node-api');
const database = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();

const read = `create or replace table flat as
  select * from read_csv('${file}', delim = ';', header = true, all_varchar = true)`;
const readings = [];
for (let run = 0; run < Number(runs); run++) {
  const before = process.cpuUsage();
  await database.run(read);
  const { user, system } = process.cpuUsage(before);
  readings.push((user + system) / 1e3);
}
readings.sort((a, b) => a - b);
const sums = `select count(*)::double, sum(try_cast(value as double)) from flat`;
const [rows, sum] = (await (await database.runAndReadAll(sums)).getRowsJson())[0].map(Number);
console.log(JSON.stringify({ version: version(), ms: readings[readings.length >> 1], rows, sum }));
