import { parentPort } from 'node:worker_threads';
import { readQuery } from '../sparql/analyse-query.ts';
import { fromPlainFailure, toPlainFailure } from '../sparql/replica-messages.ts';
import { inventorySource } from './chosen-sources.ts';
import { DumpReplicas } from './dump-replicas.ts';
import type { FederatedOutcome, FederatedQuestion, FetchReply, FromFederated, GoodReply, ToFederated } from './federated-messages.ts';
import { inlineServices } from './inline-services.ts';
import { KnownSummaries } from './known-summaries.ts';
import { MemberAsker } from './member-asker.ts';
import { MemberMemory } from './member-memory.ts';
import { PlanRecord } from './plan-record.ts';
import { serviceClauses } from './service-clauses.ts';
import { serviceContext } from './service-in-graph.ts';
import { answerVirtual } from './virtual-graph.ts';

/** The entry of a worker thread that plans and evaluates one federated query at a time. It has no connection of its own. */
const port = parentPort;
if (port === null) throw new Error('federated-worker.ts is the entry of a worker thread.');

const summaries = new KnownSummaries();
const memory = new MemberMemory();
const waiting = new Map<number, (reply: FetchReply) => void>();
let dumps: DumpReplicas | undefined;
let requests = 0;

port.on('message', (message: ToFederated) => {
  switch (message.kind) {
    case 'summary':
      summaries.learn(message.summary);
      break;
    case 'reply':
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
      break;
    case 'evaluate':
      void evaluate(message.number, message.question);
  }
});
send({ kind: 'ready' });

async function evaluate(number: number, question: FederatedQuestion): Promise<void> {
  const { members, isPartialWelcome, isPlanOnly, maxRows, baseIRI } = question;
  dumps ??= new DumpReplicas({ baseIRI, maxRows });
  const asker = new MemberAsker({
    members,
    dumps,
    askSource: (iri, request) => byMain((id) => send({ kind: 'fetch', question: number, id, iri, request })),
    askInventory: (query) => byMain((id) => send({ kind: 'inventory', question: number, id, query })),
  });
  const placed = members.map((member) => ({ ...member, summary: summaries.of(member) }));
  const record = new PlanRecord({ members: placed, asker, isPartialWelcome, isPlanOnly, maxRows });
  const recorded = () => ({
    isComplete: record.isComplete,
    sources: record.outcomes(),
    steps: record.steps(),
    sequences: [...record.sequences],
  });
  try {
    const endpoints = new Map(members.filter(({ kind }) => kind === 'sparql-endpoint').map(({ iri, endpoint }) => [iri, endpoint]));
    const outcome =
      question.scope === 'services'
        ? await inlined(question, record, endpoints)
        : await answerVirtual({ ...question, members: placed.filter(({ isOfGraph }) => isOfGraph), endpoints }, { record, memory });
    send({ kind: 'outcome', outcome: isPlanOnly ? { kind: 'planned' } : outcome, recorded: recorded() });
  } catch (cause) {
    send({ kind: 'failure', failure: toPlainFailure(cause), recorded: recorded() });
  }
}

/** A query over the inventory with SERVICE clauses: they are answered, the rest is for the inventory's own engine. */
async function inlined(
  { query: text, baseIRI }: FederatedQuestion,
  record: PlanRecord,
  endpoints: ReadonlyMap<string, string>,
): Promise<FederatedOutcome> {
  const query = readQuery(text, baseIRI);
  const head = {
    kind: 'group' as const,
    text: 'what the inventory binds for a SERVICE clause',
    estimatedRows: 1,
    boundBy: [],
    bindings: 0,
  };
  if (record.isPlanOnly) {
    for (const clause of serviceClauses(query)) serviceContext(clause, { query, baseIRI, endpoints, record });
    return { kind: 'planned' };
  }
  return {
    kind: 'inlined',
    text: await inlineServices(query, {
      baseIRI,
      askInventory: (select) => record.ask(record.begin(head, new Map()), inventorySource(baseIRI), select),
      contextOf: (clause) => serviceContext(clause, { query, baseIRI, endpoints, record }),
    }),
  };
}

async function byMain(ask: (id: number) => void): Promise<GoodReply> {
  requests += 1;
  const id = requests;
  const reply = await new Promise<FetchReply>((resolve) => {
    waiting.set(id, resolve);
    ask(id);
  });
  if (reply.kind === 'failure') throw fromPlainFailure(reply.failure);
  return reply;
}

function send(message: FromFederated): void {
  port?.postMessage(message);
}
