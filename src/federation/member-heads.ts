import { inventorySource } from './chosen-sources.ts';
import type { MemberHead } from './federated-messages.ts';
import type { FederatedRequest } from './federation-types.ts';
import { INVENTORY } from './member.ts';
import type { RegisteredSource } from './registered-sources.ts';
import type { SourceSummary } from './source-summary.ts';

export interface MemberHeadsOptions {
  readonly baseIRI: string;
  readonly request: Pick<FederatedRequest, 'scope' | 'sources'>;
  /** Those of the graph first. */
  readonly sources: readonly RegisteredSource[];
  readonly graph: ReadonlySet<RegisteredSource>;
  readonly maxAnswerBytes: number;
  summary(iri: string): SourceSummary | undefined;
}

/** Who a query may be about, those of the virtual graph first, with what is known of them now. */
export function memberHeads(options: MemberHeadsOptions): { readonly members: MemberHead[]; readonly summaries: SourceSummary[] } {
  const { baseIRI, request, sources, graph, summary } = options;
  const inventory = inventorySource(baseIRI);
  const summaries = [inventory, ...sources.map(({ iri }) => iri)].flatMap((iri) => summary(iri) ?? []);
  const version = (iri: string) => summaries.find(({ source }) => source === iri)?.takenAt;
  const members = sources.map((source): MemberHead => {
    const { iri, title, kind, endpoint, maxAnswerBytes = options.maxAnswerBytes } = source;
    return { iri, title, kind, endpoint, maxAnswerBytes, summaryVersion: version(iri), isOfGraph: graph.has(source) };
  });
  if (request.scope === 'services' || request.sources === undefined || request.sources.includes(inventory)) {
    const own = { iri: inventory, title: 'the inventory', endpoint: '', maxAnswerBytes: Number.POSITIVE_INFINITY };
    members.unshift({ ...own, kind: INVENTORY, summaryVersion: version(inventory), isOfGraph: true });
  }
  return { members, summaries };
}
