import { FacilisError } from '../errors.ts';
import type { GoodReply, MemberHead } from './federated-messages.ts';
import { type FragmentPage, readFragmentPage } from './fragment-page.ts';
import { ParallelTurns } from './parallel-turns.ts';
import { parseDocument } from './parse-document.ts';
import type { OutboundRequest } from './source-client-types.ts';

/** Formats with graphs first: there the server tells data and metadata apart. */
const ACCEPT =
  'application/trig, application/n-quads;q=0.9, text/turtle;q=0.8, application/n-triples;q=0.7, application/ld+json;q=0.6, application/rdf+xml;q=0.5';

export interface PageReading {
  /** What the names of its blank nodes begin with. */
  readonly blankNames: string;
  /** @throws FacilisError of the guarded fetch */
  askSource(request: OutboundRequest): Promise<GoodReply>;
}

/** The pages of a server of Triple Pattern Fragments that one query has read: each once, so that all of the query sees the same. */
export class FragmentPages {
  /** Of the questions that read them. */
  readonly turns = new ParallelTurns();
  readonly #member: MemberHead;
  readonly #reading: PageReading;
  readonly #pages = new Map<string, Promise<FragmentPage>>();
  #spent = { requests: 0, bytes: 0 };

  constructor(member: MemberHead, reading: PageReading) {
    this.#member = member;
    this.#reading = reading;
  }

  /** @throws FacilisError: the page cannot be had, or is none */
  get(url: string): Promise<FragmentPage> {
    const known = this.#pages.get(url);
    if (known !== undefined) return known;
    const page = this.#read(url, this.#pages.size);
    this.#pages.set(url, page);
    return page;
  }

  /** Since the last call. */
  takeSpent(): { readonly requests: number; readonly bytes: number } {
    const spent = this.#spent;
    this.#spent = { requests: 0, bytes: 0 };
    return spent;
  }

  async #read(url: string, number: number): Promise<FragmentPage> {
    const { response, requests } = await this.#ask(url);
    this.#spent.requests += requests;
    this.#spent.bytes += response.bytes.length;
    try {
      const quads = await parseDocument(response, { requestedURL: url, maxBytes: this.#member.maxAnswerBytes });
      const blankNames = `${this.#reading.blankNames}${number}-`;
      const page = readFragmentPage(quads, { askedFor: url, answeredAt: response.url, blankNames });
      if (url !== this.#member.endpoint || page.hasSearch) return page;
      throw new FacilisError('source-failed', { detail: 'it does not say how patterns are asked for' });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
      throw new FacilisError('source-failed', { detail: `what is at ${url} is no page of Triple Pattern Fragments (${why})`, cause });
    }
  }

  async #ask(url: string): Promise<GoodReply> {
    try {
      return await this.#reading.askSource({ url, method: 'GET', headers: { accept: ACCEPT }, body: undefined });
    } catch (cause) {
      if (url === this.#member.endpoint || !(cause instanceof FacilisError) || cause.code !== 'source-not-registered') throw cause;
      // Where its pages lead is the source's doing: an address that nobody registered is its fault, not that of who asks.
      throw new FacilisError('source-failed', { detail: cause.detail, extra: cause.extra, cause });
    }
  }
}
