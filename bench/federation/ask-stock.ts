import { text } from 'node:stream/consumers';
import { QueryEngine } from '@comunica/query-sparql';
import { resultsFormatOf } from './truth.ts';

/** A process of its own: stock Comunica with all endpoints as its sources. Reads `{ query, endpoints }`, writes the answer. */
const { query, endpoints } = JSON.parse(await text(process.stdin)) as { query: string; endpoints: string[] };
const engine = new QueryEngine();
const [first, ...others] = endpoints.map((value) => ({ type: 'sparql', value }));
if (first === undefined) throw new RangeError('There is no endpoint.');
const result = await engine.query(query, { sources: [first, ...others] });
const { data } = await engine.resultToString(result, resultsFormatOf(query));
for await (const part of data) process.stdout.write(part as Buffer);
