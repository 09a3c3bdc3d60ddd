import { FacilisError } from '../errors.ts';
import type { Asker, Reply } from './asker.ts';
import { askFragments } from './comunica-asker.ts';
import type { DumpReplicas, OpenedDump } from './dump-replicas.ts';
import type { GoodReply, MemberHead } from './federated-messages.ts';
import { FragmentPages } from './fragment-pages.ts';
import { INVENTORY } from './member.ts';
import { readSolutions } from './read-solutions.ts';
import type { OutboundRequest } from './source-client-types.ts';
import { whyNotWhole } from './whole-answer.ts';

const JSON_RESULTS = 'application/sparql-results+json';
/** Addresses up to this length are taken by every server and every cache. */
const MAX_ADDRESS_CHARACTERS = 1500;

export interface MemberAskerOptions {
  readonly members: readonly MemberHead[];
  readonly dumps: DumpReplicas;
  /** @throws FacilisError of the guarded fetch */
  askSource(iri: string, request: OutboundRequest): Promise<GoodReply>;
  askInventory(query: string): Promise<GoodReply>;
}

/** Asks each kind of member in its own way: an endpoint is sent the query, a file is loaded and asked here, fragments are Comunica's. */
export class MemberAsker implements Asker {
  readonly #options: MemberAskerOptions;
  /** Files and pages that this query has asked for: all of it is answered on one version of each. */
  readonly #dumps = new Map<string, Promise<OpenedDump>>();
  readonly #pages = new Map<string, FragmentPages>();
  #answers = 0;

  constructor(options: MemberAskerOptions) {
    this.#options = options;
  }

  async ask(iri: string, query: string): Promise<Reply> {
    const place = this.#options.members.findIndex((member) => member.iri === iri);
    const member = this.#options.members[place];
    if (member === undefined) throw new TypeError(`${iri} is no member.`);
    this.#answers += 1;
    const scope = `${place}-${this.#answers}`;
    try {
      return await this.#askMember(member, query, scope);
    } catch (cause) {
      throw named(cause, member);
    }
  }

  #askMember(member: MemberHead, query: string, scope: string): Promise<Reply> {
    if (member.kind === INVENTORY) return this.#askInventory(query, scope);
    switch (member.kind) {
      case 'dump':
        return this.#askDump(member, query, scope);
      case 'tpf':
        return askFragments(member, query, { scope, pages: this.#pagesOf(member) });
      default:
        return this.#askEndpoint(member, query, scope);
    }
  }

  async #askInventory(query: string, scope: string): Promise<Reply> {
    const { response, milliseconds, sequence } = await this.#options.askInventory(query);
    const { bytes } = response;
    return {
      solutions: readSolutions(bytes, scope),
      requests: 1,
      bytes: bytes.length,
      milliseconds,
      ...(sequence !== undefined && { sequence }),
    };
  }

  async #askEndpoint({ iri, endpoint }: MemberHead, query: string, scope: string): Promise<Reply> {
    const { response, requests, milliseconds } = await this.#options.askSource(iri, protocolRequest(endpoint, query));
    const why = whyNotWhole(response);
    if (why !== undefined) throw new FacilisError('source-failed', { detail: why });
    return { solutions: readSolutions(response.bytes, scope), requests, bytes: response.bytes.length, milliseconds };
  }

  #pagesOf(member: MemberHead): FragmentPages {
    const known = this.#pages.get(member.iri);
    if (known !== undefined) return known;
    const blankNames = `urn:facilis:blank:${this.#options.members.indexOf(member)}-page`;
    const pages = new FragmentPages(member, { blankNames, askSource: (request) => this.#options.askSource(member.iri, request) });
    this.#pages.set(member.iri, pages);
    return pages;
  }

  async #askDump(member: MemberHead, query: string, scope: string): Promise<Reply> {
    const known = this.#dumps.get(member.iri);
    const opening = known ?? this.#options.dumps.open(member, (request) => this.#options.askSource(member.iri, request));
    this.#dumps.set(member.iri, opening);
    const { replica, reply } = await opening;
    const beganAt = performance.now();
    const solutions = readSolutions(await replica.answer({ query, resultsFormat: JSON_RESULTS }), scope);
    const milliseconds = performance.now() - beganAt;
    if (known !== undefined) return { solutions, requests: 0, bytes: 0, milliseconds };
    return { solutions, requests: reply.requests, bytes: reply.response.bytes.length, milliseconds: milliseconds + reply.milliseconds };
  }
}

/** SPARQL 1.1 Protocol §2.1.1 and §2.1.2: by GET where the address is short, so that caches can help; else as a form. */
function protocolRequest(endpoint: string, query: string): OutboundRequest {
  const url = new URL(endpoint);
  url.searchParams.set('query', query);
  const headers = { accept: JSON_RESULTS };
  if (url.href.length <= MAX_ADDRESS_CHARACTERS) return { url: url.href, method: 'GET', headers, body: undefined };
  return {
    url: endpoint,
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ query }).toString(),
  };
}

/** What is wrong with an answer is known without the name of who gave it. */
function named(cause: unknown, { iri, title, endpoint, kind }: MemberHead): unknown {
  if (kind === INVENTORY) return cause;
  const isTold =
    cause instanceof FacilisError &&
    (cause.extra.source !== undefined || /^(?:query|source)-|^(?:client-gone|unsupported-query)$/.test(cause.code));
  if (isTold && !(cause.code === 'source-failed' && cause.extra.source === undefined)) return cause;
  const why = cause instanceof FacilisError ? cause.detail : cause instanceof Error ? cause.message : String(cause);
  return new FacilisError('source-failed', {
    detail: `The source ${title} (${endpoint}) failed: ${why.slice(0, 300)}.`,
    extra: { source: iri, outcome: 'failed' },
    cause,
  });
}
