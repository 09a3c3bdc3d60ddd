/**
 * Kills a process that loads and commits, again and again, at random moments, and looks at what it leaves:
 * `node test/crash/kill.ts [--rounds 200] [--seed N]`. Exit code 1 when anything acknowledged is lost or anything is half-written.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Acknowledged, checkStore } from './check-store.ts';
import { randomNumbers } from './random.ts';

export interface CrashSummary {
  readonly rounds: number;
  /** Rounds whose child was killed before its first commit of all was acknowledged: in the middle of making or loading a store. */
  readonly killedWhileLoading: number;
  readonly acknowledged: number;
  /** Revisions that were whole on disk although the kill came before they were acknowledged. */
  readonly unacknowledged: number;
  readonly findings: readonly string[];
}

interface Life {
  readonly directory: string;
  readonly seed: number;
  acknowledged: Acknowledged[];
  nextStep: number;
}

/**
 * When a child is killed, counted from a word of it: in half of the rounds any time from its start on, in the others in or shortly
 * after the writing of one of its first commits (a first load writes for some 60 ms, a later commit for some 10 ms).
 */
const LONGEST_WAIT_MS = { opening: 400, attempt: 60 };
const LATEST_ATTEMPT = 4;

/** A store goes through this many crashes at most, then a new one is begun. */
const CRASHES_OF_ONE_STORE = 4;

export async function killRepeatedly({ rounds, seed }: { rounds: number; seed: number }): Promise<CrashSummary> {
  const random = randomNumbers(seed);
  const totals = { killedWhileLoading: 0, acknowledged: 0, unacknowledged: 0, findings: [] as string[] };
  let life: Life | undefined;
  for (let round = 0; round < rounds; round++) {
    if (round % CRASHES_OF_ONE_STORE === 0) {
      bury(life);
      life = { directory: mkdtempSync(join(tmpdir(), 'facilis-crash-')), seed: Math.floor(random() * 1e9), acknowledged: [], nextStep: 0 };
    }
    const current = life as Life;
    const said = await runAndKill(current, random);
    current.acknowledged.push(...said.acknowledged);
    if (current.acknowledged.length === 0) totals.killedWhileLoading++;
    const { findings, revisions } = checkStore({ ...current, attempted: said.attempted });
    totals.findings.push(...findings.map((finding) => `Round ${round}: ${finding}`));
    totals.acknowledged += said.acknowledged.length;
    totals.unacknowledged += revisions.length - current.acknowledged.length;
    // What is on disk counts from now on, acknowledged or not: the next crash must not lose it either.
    current.acknowledged = revisions.map(({ sequence, dataset, note }) => ({
      sequence,
      dataset,
      step: Number(note.slice('step '.length)),
    }));
    current.nextStep = Math.max(-1, ...current.acknowledged.map(({ step }) => step)) + 1;
  }
  bury(life);
  return { rounds, ...totals };
}

async function runAndKill(life: Life, random: () => number): Promise<{ acknowledged: Acknowledged[]; attempted: number | undefined }> {
  const script = join(import.meta.dirname, 'child.ts');
  const child = spawn(process.execPath, [script, life.directory, String(life.seed), String(life.nextStep)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  const word = random() < 0.5 ? 'opening' : 'attempt';
  const times = word === 'opening' ? 1 : 1 + Math.floor(random() * random() * LATEST_ATTEMPT);
  const waitMs = random() * LONGEST_WAIT_MS[word];
  const said = Promise.withResolvers<void>();
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    if (output.split(`"${word}"`).length > times) said.resolve();
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const closed = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_, signal) => resolve(signal)));
  await Promise.race([said.promise, closed]);
  await wait(waitMs);
  child.kill('SIGKILL');
  if ((await closed) !== 'SIGKILL') throw new Error(`The child ended by itself: ${errors}`);
  // A line is only said when its end was written.
  const messages = output
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { kind: string; sequence: number; dataset: string; step: number });
  return {
    acknowledged: messages
      .filter(({ kind }) => kind === 'acknowledged')
      .map(({ sequence, dataset, step }) => ({ sequence, dataset, step })),
    attempted: messages.findLast(({ kind }) => kind === 'attempt')?.step,
  };
}

function bury(life: Life | undefined): void {
  if (life !== undefined) rmSync(life.directory, { recursive: true, force: true });
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string', default: String(Date.now()) } },
  });
  const start = performance.now();
  const { rounds, acknowledged, unacknowledged, killedWhileLoading, findings } = await killRepeatedly({
    rounds: Number(values.rounds),
    seed: Number(values.seed),
  });
  for (const finding of findings) console.error(finding);
  const lost = findings.filter((finding) => finding.includes('LOST')).length;
  console.log(
    `${rounds} rounds, ${acknowledged} acknowledged revisions, ${lost} lost, ${findings.length - lost} other findings (${killedWhileLoading} killed while loading, ${unacknowledged} whole revisions unacknowledged, seed ${values.seed}, ${Math.round((performance.now() - start) / 1000)} s)`,
  );
  process.exitCode = findings.length === 0 ? 0 : 1;
}
