import { createDoor, openForChecking, openForReading } from '../app/command-parts.ts';
import type { Environment } from '../config.ts';
import { FacilisError } from '../errors.ts';
import { sourceRegistry } from '../federation/registered-sources.ts';
import { summaryFromJson } from '../federation/summary-json.ts';
import type { Committing, IngestOutcome } from '../ingest/ingest.ts';
import { parseFiles, readFileContent } from '../ingest/read-files.ts';
import { readSourceDocument, sourceIRI } from '../ingest/source-document.ts';
import { REGISTERED_SOURCES, SHIPPED_SOURCES } from '../ingest/source-nodes.ts';
import { reportText } from '../validation/report-text.ts';
import { sourceStatuses, statusQuads } from '../web/source-statuses.ts';
import { storeSettings } from './environment.ts';
import type { RegistryAccess } from './registry-access.ts';
import { sourceRows } from './source-rows.ts';

type Door = ReturnType<typeof createDoor>;

/** The registry of the local state. Looking works beside a running service, changing does not. */
export function localRegistry(env: Environment, agent: string): RegistryAccess {
  const config = storeSettings(env);
  const { baseIRI } = config;
  const by = (note: string): Committing => ({ agent, note });
  const change = async (work: (door: Door) => Promise<IngestOutcome>): Promise<void> => {
    const door = openDoor(() => createDoor(config));
    try {
      refuseInvalid(await work(door), baseIRI);
    } finally {
      door.close();
    }
  };
  return {
    async add(path, { isReplacing }) {
      const document = readSourceDocument(await parseFiles([await readFileContent(path)], baseIRI), baseIRI);
      await change(async ({ reader, registrations }) => {
        if (reader.dataset('shapes') === undefined) {
          throw new FacilisError('not-found', { detail: 'There is no inventory yet to check the source against: `facilis load` first.' });
        }
        if (!isReplacing && reader.hasSubject(document.iri)) {
          throw new FacilisError('conflict', { detail: `There is a source <${document.iri}> already; --replace replaces it.` });
        }
        return registrations.put(document, by(`Source ${document.iri} registered from ${path}`));
      });
      return document.iri;
    },
    remove: (slug) => change(({ registrations }) => registrations.remove(sourceIRI(slug, baseIRI), by(`Source ${slug} removed`))),
    setEnabled: (slug, isEnabled) =>
      change(({ registrations }) =>
        registrations.setEnabled(sourceIRI(slug, baseIRI), isEnabled, by(`Source ${slug} ${isEnabled ? 'enabled' : 'disabled'}`)),
      ),
    async rows() {
      const { reader, operations, close } = openForReading(config);
      try {
        const sources = sourceRegistry(reader);
        const summaryOf = (iri: string) => {
          const summary = summaryFromJson(operations.sourceSummaries.read(iri) ?? '');
          return sources().some((source) => source.iri === iri && source.endpoint === summary?.endpoint) ? summary : undefined;
        };
        const statuses = sourceStatuses({ operations, registry: { sources, summaryOf } });
        const known = [...reader.quads(SHIPPED_SOURCES), ...reader.quads(REGISTERED_SOURCES)];
        const iris = sources().map(({ iri }) => iri);
        return sourceRows([...known, ...statusQuads(statuses, iris, baseIRI)]);
      } finally {
        close();
      }
    },
    async check(slug) {
      const { health, close } = openForChecking(config, { secret: (name) => env[name] });
      try {
        await health.check(sourceIRI(slug, baseIRI));
      } finally {
        await close();
      }
    },
  };
}

/** A service that runs holds the store; it can be asked to make the change. */
function openDoor(open: () => Door): Door {
  try {
    return open();
  } catch (cause) {
    if (!(cause instanceof FacilisError) || cause.code !== 'store-in-use') throw cause;
    throw new FacilisError('store-in-use', { detail: `${cause.detail} Or let the running service do it: --service URL.`, cause });
  }
}

/** @throws FacilisError `invalid-data` with the report: nothing was stored then */
function refuseInvalid(outcome: IngestOutcome, baseIRI: string): void {
  if (outcome.kind !== 'invalid') return;
  const text = reportText(outcome.report, { baseIRI, severities: ['violation'] });
  throw new FacilisError('invalid-data', { detail: `the data does not conform to the shapes, so nothing was stored.\n${text}` });
}
