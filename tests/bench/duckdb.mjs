// SPDX-License-Identifier: EUPL-1.2
// What a statistician would do with DuckDB: the shared workload recomputed from an in-memory table,
// for all periods and for the last one. duckdb.mjs FOLDER_WITH_NODE_MODULES PANEL.csv [RUNS] [THREADS]
// Prints one JSON line.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [folder, file, runs = '5', threads = '1'] = process.argv.slice(2);
const require = createRequire(join(resolve(folder), 'peers.cjs'));
const { DuckDBInstance, version } = require('@duckdb/node-api');

const texts = ['area', 'kreis', 'land', 'period'].map((name) => `'${name}': 'VARCHAR'`).join(', ');
const read = `create or replace table panel as select area, kreis, period, value
  from read_csv('${file}', types = {${texts}})`;

// A change on the year before, a mean of 12 months, z against 36 months, the district's mean.
const workload = (where) => `create or replace table result as
with per_area as (
  select area, kreis, period, value,
    lag(value, 12) over history as year_before,
    avg(value) over (history rows between 11 preceding and current row) as mean12,
    count(value) over (history rows between 11 preceding and current row) as months12,
    avg(value) over (history rows between 35 preceding and current row) as mean36,
    stddev_pop(value) over (history rows between 35 preceding and current row) as sd36,
    count(value) over (history rows between 35 preceding and current row) as months36
  from panel window history as (partition by area order by period)),
per_district as (select kreis, period, avg(value) as mean from panel group by kreis, period)
select area, period, value as last,
  100 * (value / year_before - 1) as change,
  case when months12 = 12 then mean12 end as mean12,
  case when months36 = 36 then (value - mean36) / nullif(sd36, 0) end as z36,
  mean as district,
  100 * (value / year_before - 1) > 3 as alert_change,
  case when months36 = 36 then (value - mean36) / nullif(sd36, 0) > 1.5 end as alert_z36,
  value > mean * 1.02 as alert_gap
from per_area join per_district using (kreis, period) ${where}`;

const checksums = `select count(*)::double, sum(last), sum(change), sum(mean12), sum(z36),
  sum(district), (count(*) filter (alert_change))::double, (count(*) filter (alert_z36))::double,
  (count(*) filter (alert_gap))::double from result`;

// Processor time of all threads, so that others on the machine count little.
const milliseconds = async (work) => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
};
const median = (readings) => readings.sort((a, b) => a - b)[readings.length >> 1];

const database = await (await DuckDBInstance.create(':memory:', { threads })).connect();
const reading = [];
for (let run = 0; run < Number(runs); run++)
  reading.push(await milliseconds(() => database.run(read)));
const all = [];
const last = [];
for (let run = 0; run < Number(runs); run++) {
  all.push(await milliseconds(() => database.run(workload(''))));
  const newest = 'where period = (select max(period) from panel)';
  last.push(await milliseconds(() => database.run(workload(newest))));
}
const check = (await (await database.runAndReadAll(checksums)).getRowsJson())[0];
console.log(
  JSON.stringify({
    version: version(),
    runs: Number(runs),
    read_ms: median(reading),
    all_periods_ms: median(all),
    last_period_ms: median(last),
    check_last_period: check.map(Number),
  }),
);
