import { readdirSync } from 'node:fs';

/** `npm run bench` lists the benchmarks, `npm run bench NAME` runs one: each is a file beside this one with a `run` function. */
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('-bench.ts'))
  .map((file) => file.slice(0, -'-bench.ts'.length));
const [name, ...options] = process.argv.slice(2);

if (name === undefined || !names.includes(name)) {
  console.log(`Usage: npm run bench -- NAME [options], where NAME is one of: ${names.join(', ')}`);
  process.exitCode = name === undefined ? 0 : 2;
} else {
  const { run } = (await import(`./${name}-bench.ts`)) as { run(options: readonly string[]): Promise<boolean> };
  process.exitCode = (await run(options)) ? 0 : 1;
}
