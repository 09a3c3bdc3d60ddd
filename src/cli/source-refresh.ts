import { Command } from 'commander';
import { FacilisError } from '../errors.ts';
import type { RegisteredSource } from '../federation/registered-sources.ts';
import type { Refreshed, SummaryKeeper } from '../federation/summary-keeper.ts';
import type { Progress } from '../ingest/progress.ts';
import { withProgress } from './progress.ts';

/** What the command works with; `close` ends it. */
export interface Summaries {
  readonly keeper: Pick<SummaryKeeper, 'refresh'>;
  sources(): readonly RegisteredSource[];
  close(): Promise<void> | void;
}

/** A sub-command of `facilis source`. */
export function sourceRefreshCommand(open: () => Summaries | Promise<Summaries>): Command {
  return new Command('refresh')
    .description('look whether sources have changed, and take new summaries of those that have, for the local state')
    .argument('[slug]', 'the last part of the IRI of one source; every enabled one unless given')
    .addHelpText('after', '\nWorks beside a running service, which takes what was found up when it next looks at the source.')
    .option('--force', 'take a new summary though nothing seems to have changed')
    .action(async (slug: string | undefined, { force = false }: { force?: boolean }) => {
      const summaries = await open();
      try {
        await withProgress((onProgress) =>
          refreshSources(summaries, { slug, isForced: force, onProgress, write: (line) => console.log(line) }),
        );
      } finally {
        await summaries.close();
      }
    });
}

export interface RefreshSourcesOptions {
  readonly slug: string | undefined;
  readonly isForced: boolean;
  readonly onProgress: Progress;
  /** Takes one line about each source. */
  write(line: string): void;
}

/**
 * One source after the other; one that fails does not keep the others from their turn.
 * @throws FacilisError `not-found` for an unknown slug; in the end `source-failed` when any failed
 */
export async function refreshSources(summaries: Summaries, options: RefreshSourcesOptions): Promise<void> {
  const chosen = chosenSources(summaries.sources(), options.slug);
  let failed = 0;
  for (const [index, source] of chosen.entries()) {
    const onProgress: Progress = (step, done, total) =>
      options.onProgress(`${source.title} (${index + 1} of ${chosen.length}): ${step}`, done, total);
    try {
      const refreshed = await summaries.keeper.refresh(source, { onProgress, isForced: options.isForced });
      options.write(`${source.title}: ${told(refreshed)}`);
    } catch (cause) {
      if (!(cause instanceof FacilisError)) throw cause;
      failed++;
      options.write(`${source.title}: not refreshed. ${cause.detail}`);
    }
  }
  if (failed > 0) throw new FacilisError('source-failed', { detail: `${failed} of ${chosen.length} sources could not be refreshed.` });
}

function chosenSources(sources: readonly RegisteredSource[], slug: string | undefined): readonly RegisteredSource[] {
  if (slug === undefined) return sources.filter(({ enabled }) => enabled);
  const source = sources.find(({ iri }) => iri.endsWith(`/${slug}`));
  if (source?.enabled === true) return [source];
  const why = source === undefined ? 'no source is registered under this name' : 'it is disabled';
  throw new FacilisError('not-found', { detail: `${slug} cannot be refreshed: ${why}.` });
}

function told({ outcome, summary }: Refreshed): string {
  const { triples, predicates, classes, isComplete } = summary;
  const size = `${triples} triples, ${predicates.size} predicates, ${classes.size} classes`;
  return `${outcome === 'unchanged' ? 'unchanged' : 'new summary'}, ${size}${isComplete ? '' : '; not complete, so queries ask it what it holds'}`;
}
