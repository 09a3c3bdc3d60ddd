import { FacilisError } from '../errors.ts';
import { checkSource, type OutboundClient, type SourceCheck } from './check-source.ts';
import type { RegisteredSource } from './registered-sources.ts';
import { serviceFacts } from './service-facts.ts';

const LONGEST_PAUSE_MS = 6 * 60 * 60 * 1000;
/** Each pause is longer or shorter by up to this share, so that many hubs do not ask at the same moment. */
const JITTER = 0.1;
/** The first look at a source that was never asked comes within this time. */
const FIRST_WITHIN_MS = 2000;
const MAX_PARALLEL = 4;
const DESCRIBED_EVERY_MS = 24 * 60 * 60 * 1000;
/** So many looks back tell how often in a row a source failed. */
const LOOKED_BACK = 20;

export interface SourceHealthOptions {
  readonly client: OutboundClient;
  /** The registry as it is now. */
  sources(): readonly RegisteredSource[];
  readonly checks: {
    record(check: SourceCheck): void;
    /** Newest first. */
    history(source: string, limit: number): readonly SourceCheck[];
  };
  /** Where what endpoints say of themselves is kept; without it they are not asked. */
  readonly descriptions?: {
    writtenAt(source: string): string | undefined;
    write(source: string, document: string): void;
  };
  /** Between two looks at a source that works; 0: none unless asked for. */
  readonly intervalMs: number;
  readonly onCheck?: (check: SourceCheck) => void;
  /** A check that could not be made or kept, for a reason that is not the source's. */
  readonly onFault: (cause: unknown) => void;
}

export interface SourceHealth {
  /** Looks at each enabled source again and again. */
  start(): void;
  /** Says that the registry may have changed. */
  wake(): void;
  /**
   * Looks at a source now.
   * @throws FacilisError `not-found`; `conflict` for one that is disabled
   */
  check(iri: string): Promise<SourceCheck>;
  close(): Promise<void>;
}

/** How long to wait after a source failed so many times in a row. */
export function pauseAfter(failures: number, intervalMs: number): number {
  return Math.max(intervalMs, Math.min(intervalMs * 2 ** failures, LONGEST_PAUSE_MS));
}

export function createSourceHealth(options: SourceHealthOptions): SourceHealth {
  return new Schedule(options);
}

/** One timer: whatever is due is asked, a few at a time, and the timer is set for what is due next. */
class Schedule implements SourceHealth {
  readonly #options: SourceHealthOptions;
  readonly #closing = new AbortController();
  readonly #running = new Map<string, Promise<SourceCheck>>();
  /** When to ask next, in milliseconds since 1970, by source and endpoint: a source that moved is asked at once. */
  #dueAt: Map<string, number> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SourceHealthOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#options.intervalMs === 0) return;
    this.#guarded(() => {
      // What was asked shortly before a restart is not asked at once again.
      this.#dueAt = new Map(this.#enabled().map((source) => [keyOf(source), this.#dueAfterRestart(source)]));
      this.#schedule();
    });
  }

  wake(): void {
    this.#guarded(() => this.#schedule());
  }

  async check(iri: string): Promise<SourceCheck> {
    const source = this.#options.sources().find((each) => each.iri === iri);
    if (source === undefined) throw new FacilisError('not-found', { detail: `There is no source <${iri}>.` });
    if (!source.enabled) throw new FacilisError('conflict', { detail: `${source.title} is disabled: only enabled sources are asked.` });
    return this.#look(source);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    await Promise.allSettled(this.#running.values());
  }

  #enabled(): RegisteredSource[] {
    return this.#options.sources().filter(({ enabled }) => enabled);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const dueAt = this.#dueAt;
    if (dueAt === undefined || this.#closing.signal.aborted) return;
    const waiting = this.#enabled()
      .filter((source) => !this.#running.has(source.iri))
      .map((source) => ({ source, at: dueAt.get(keyOf(source)) ?? 0 }))
      .sort((a, b) => a.at - b.at);
    for (const { source, at } of waiting) {
      if (this.#running.size >= MAX_PARALLEL) return;
      if (at > Date.now()) {
        this.#timer = setTimeout(() => this.wake(), at - Date.now()).unref();
        return;
      }
      this.#look(source).catch((cause: unknown) => this.#closing.signal.aborted || this.#options.onFault(cause));
    }
  }

  #look(source: RegisteredSource): Promise<SourceCheck> {
    const running = this.#running.get(source.iri);
    if (running !== undefined) return running;
    const look = this.#lookOnce(source);
    this.#running.set(source.iri, look);
    return look;
  }

  async #lookOnce(source: RegisteredSource): Promise<SourceCheck> {
    const { client, checks, intervalMs, onCheck } = this.#options;
    try {
      const check = await checkSource(client, source, this.#closing.signal);
      checks.record(check);
      if (check.outcome === 'up' && source.kind === 'sparql-endpoint') await this.#describe(source);
      onCheck?.(check);
      return check;
    } finally {
      this.#running.delete(source.iri);
      this.#dueAt?.set(keyOf(source), Date.now() + jittered(pauseAfter(this.#failures(source), intervalMs)));
      this.wake();
    }
  }

  async #describe(source: RegisteredSource): Promise<void> {
    const { client, descriptions } = this.#options;
    if (descriptions === undefined || Date.now() - Date.parse(descriptions.writtenAt(source.iri) ?? '1970-01-01') < DESCRIBED_EVERY_MS)
      return;
    descriptions.write(source.iri, await serviceFacts(client, source, this.#closing.signal));
  }

  #dueAfterRestart(source: RegisteredSource): number {
    const { checks, intervalMs } = this.#options;
    const [last] = checks.history(source.iri, 1);
    const soon = Date.now() + Math.random() * Math.min(FIRST_WITHIN_MS, intervalMs);
    return last === undefined ? soon : Math.max(soon, Date.parse(last.time) + jittered(pauseAfter(this.#failures(source), intervalMs)));
  }

  /** In a row, up to now. */
  #failures({ iri }: RegisteredSource): number {
    const history = this.#options.checks.history(iri, LOOKED_BACK);
    const lastUp = history.findIndex(({ outcome }) => outcome === 'up');
    return lastUp < 0 ? history.length : lastUp;
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (cause) {
      this.#options.onFault(cause);
    }
  }
}

function keyOf({ iri, endpoint }: RegisteredSource): string {
  return `${iri} ${endpoint}`;
}

function jittered(ms: number): number {
  return ms * (1 - JITTER + 2 * JITTER * Math.random());
}
