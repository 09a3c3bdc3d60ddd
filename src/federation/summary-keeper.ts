import type { Progress } from './endpoint-summary.ts';
import type { RegisteredSource } from './registered-sources.ts';
import type { SourceAccess, SourceFetch } from './source-fetch.ts';
import type { SourceSummary } from './source-summary.ts';
import { summaryFromJson, summaryToJson } from './summary-json.ts';
import { currentValidator, takeSummary } from './take-summary.ts';

/** A summary is taken to be true for so long after the source was last seen to be unchanged. */
const CURRENT_MS = 15 * 60_000;
/** Its source may have changed in a way that does not show in its state: then it is taken anew all the same. */
const MOST_AGE_MS = 24 * 3_600_000;
/** What the source could not answer it may be able to later. */
const MOST_AGE_INCOMPLETE_MS = 3_600_000;

const USUAL_TIMEOUT_MS = 60_000;
const USUAL_MAX_ANSWER_BYTES = 1 << 26;

/** Where summaries outlive the process, by IRI of the source. */
export interface SummaryStore {
  read(iri: string): string | undefined;
  write(iri: string, document: string): void;
  remove(iri: string): void;
}

export interface SummaryKeeperOptions {
  readonly fetch: SourceFetch;
  readonly store: SummaryStore;
  /** IRIs of the datasets behind a source (`dcat:servesDataset`), as its registration names them. */
  datasetsOf?(source: RegisteredSource): readonly string[];
  /** Milliseconds of the epoch. */
  now?(): number;
}

export interface RefreshOptions {
  readonly onProgress?: Progress;
  readonly signal?: AbortSignal;
  /** Whether it is taken anew though the source has not changed. */
  readonly isForced?: boolean;
}

export interface Refreshed {
  readonly outcome: 'taken' | 'unchanged';
  readonly summary: SourceSummary;
}

/** Whether what a summary says of absence may be believed at a time (milliseconds of the epoch), as far as it is complete. */
export function isCurrent({ verifiedAt }: SourceSummary, now: number): boolean {
  return now - Date.parse(verifiedAt) < CURRENT_MS;
}

async function isUnchanged(summary: SourceSummary, access: SourceAccess): Promise<boolean> {
  const validator = await currentValidator(summary, access);
  return validator !== undefined && validator === summary.validator;
}

/** Holds the summaries of all sources, in memory and in a store. */
export class SummaryKeeper {
  readonly #options: SummaryKeeperOptions;
  readonly #now: () => number;
  readonly #known = new Map<string, SourceSummary | undefined>();
  readonly #running = new Map<string, Promise<Refreshed>>();

  constructor(options: SummaryKeeperOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** The last one that was taken, whatever its age: see `isCurrent`. */
  current(iri: string): SourceSummary | undefined {
    if (!this.#known.has(iri)) {
      const document = this.#options.store.read(iri);
      this.#known.set(iri, document === undefined ? undefined : summaryFromJson(document));
    }
    return this.#known.get(iri);
  }

  /**
   * Looks whether a source has changed, and takes a new summary if so. One refresh of a source at an address runs at a time: who asks
   * meanwhile gets its outcome.
   * @throws FacilisError `source-failed`, `source-timeout`: then the summary stays as it is
   */
  refresh(source: RegisteredSource, options: RefreshOptions = {}): Promise<Refreshed> {
    const key = `${source.iri} ${source.endpoint}`;
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const refreshed = this.#refresh(source, options).finally(() => this.#running.delete(key));
    this.#running.set(key, refreshed);
    return refreshed;
  }

  /** To be called when a source is registered no more, or with another address. */
  forget(iri: string): void {
    this.#known.delete(iri);
    this.#options.store.remove(iri);
  }

  async #refresh(source: RegisteredSource, options: RefreshOptions): Promise<Refreshed> {
    const { onProgress = () => {}, signal = new AbortController().signal, isForced = false } = options;
    const access = this.#access(source, signal);
    // What is true is true of the time before the source was asked.
    const verifiedAt = new Date(this.#now()).toISOString();
    const old = this.#latest(source);
    if (old !== undefined && !isForced && !this.#isOld(old)) {
      onProgress('Looking for changes');
      if (await isUnchanged(old, access)) return { outcome: 'unchanged', summary: this.#keep({ ...old, verifiedAt }) };
    }
    const summary = await takeSummary(access, { datasets: this.#options.datasetsOf?.(source) ?? [], onProgress });
    // A source that could not answer everything this time is still what it was.
    if (old?.isComplete && !summary.isComplete && (await isUnchanged(old, access))) {
      return { outcome: 'unchanged', summary: this.#keep({ ...old, verifiedAt }) };
    }
    return { outcome: 'taken', summary: this.#keep({ ...summary, endpoint: source.endpoint, takenAt: verifiedAt, verifiedAt }) };
  }

  /** Of the source at its address. `facilis source refresh` may have taken it beside this process. */
  #latest({ iri, endpoint }: RegisteredSource): SourceSummary | undefined {
    const document = this.#options.store.read(iri);
    const stored = document === undefined ? undefined : summaryFromJson(document);
    return [stored, this.current(iri)]
      .filter((summary) => summary?.endpoint === endpoint)
      .toSorted((a, b) => (b?.verifiedAt ?? '').localeCompare(a?.verifiedAt ?? ''))[0];
  }

  #isOld({ takenAt, isComplete }: SourceSummary): boolean {
    return this.#now() - Date.parse(takenAt) > (isComplete ? MOST_AGE_MS : MOST_AGE_INCOMPLETE_MS);
  }

  #keep(summary: SourceSummary): SourceSummary {
    this.#known.set(summary.source, summary);
    this.#options.store.write(summary.source, summaryToJson(summary));
    return summary;
  }

  #access(source: RegisteredSource, signal: AbortSignal): SourceAccess {
    return {
      fetch: this.#options.fetch,
      source,
      timeoutMs: source.timeoutMs ?? USUAL_TIMEOUT_MS,
      maxAnswerBytes: source.maxAnswerBytes ?? USUAL_MAX_ANSWER_BYTES,
      signal,
    };
  }
}
