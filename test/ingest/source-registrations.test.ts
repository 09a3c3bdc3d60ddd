import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registeredSources, sourceRegistry } from '../../src/federation/registered-sources.ts';
import { createIngest } from '../../src/ingest/ingest.ts';
import { loadShipped } from '../../src/ingest/load-shipped.ts';
import { readSourceDocument } from '../../src/ingest/source-document.ts';
import { sourcesIn } from '../../src/ingest/source-nodes.ts';
import { createSourceRegistrations } from '../../src/ingest/source-registrations.ts';
import { quadToNQuad } from '../../src/rdf/nquads.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { quad } from '../../src/rdf/terms.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { BASE, temporaryDirectory, temporaryStore } from '../store/temporary-store.ts';

const BY = { agent: 'a test', note: 'for the test' };

/** A source with limits, a dataset without a name, and a publisher that others may share. */
function turtle(slug: string, { endpoint = `https://${slug}.example/sparql`, publisher = 'p' } = {}): string {
  return `@prefix tf: <https://w3id.org/technology-facilitation#> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
<id/source/${slug}> a tf:FederatedSource ; dct:title "${slug}" ; dcat:endpointURL <${endpoint}> ; tf:enabled true ;
  tf:limits <id/source-limits/${slug}> ; dcat:servesDataset [ dct:title "data of ${slug}" ] ; dct:publisher <id/stakeholder/${publisher}> .
<id/source-limits/${slug}> tf:timeoutMs 1000 .
<id/stakeholder/${publisher}> dct:title "publisher" .
`;
}

const parse = (text: string) => parseRdf(text, { mediaType: 'text/turtle', baseIRI: BASE });
const document = async (...args: Parameters<typeof turtle>) => readSourceDocument(await parse(turtle(...args)), BASE);

/** A store that has loaded the shipped files `one` and `two`. */
async function registry() {
  const root = temporaryDirectory();
  await mkdir(join(root, 'data/sources'), { recursive: true });
  const ship = (slug: string, text = turtle(slug)) => writeFileSync(join(root, `data/sources/${slug}.ttl`), text);
  ship('one');
  ship('two');
  const store = temporaryStore();
  const ingest = createIngest({ ...store, baseIRI: BASE });
  const load = () => loadShipped(ingest, store.reader, { root, reload: true });
  await load();
  const endpoints = () => registeredSources(store.reader).map(({ iri, endpoint }) => [iri.slice(BASE.length), endpoint]);
  return { reader: store.reader, registrations: createSourceRegistrations(ingest, store.reader), ship, load, endpoints };
}

describe('a registration', () => {
  it('is effective at once, in a dataset of its own', async () => {
    const { reader, registrations } = await registry();
    const sources = sourceRegistry(reader);
    expect(sources()).toHaveLength(2);
    expect(sources()).toBe(sources());
    expect((await registrations.put(await document('three'), BY)).kind).toBe('committed');
    expect(sources().map(({ iri }) => iri.split('/').at(-1))).toEqual(['one', 'three', 'two']);
    expect(reader.dataset('registered-sources')?.quadCount).toBe(10);
    expect(reader.dataset('sources')?.revision.number).toBe(1);
    expect((await registrations.put(await document('three'), BY)).kind).toBe('unchanged');
  });

  it('takes the place of what was shipped under the same name, and no shipped file takes it back', async () => {
    const { reader, registrations, ship, load, endpoints } = await registry();
    await registrations.put(await document('one', { endpoint: 'https://other.example/sparql' }), BY);
    expect(reader.quadsWithSubject(`${BASE}id/source/one`).filter(({ predicate }) => predicate.value.endsWith('endpointURL'))).toHaveLength(
      1,
    );
    expect(reader.quads('sources').some(({ object }) => object.value === 'data of one')).toBe(false);
    ship('one', turtle('one', { endpoint: 'https://newer.example/sparql' }));
    ship('two', turtle('two', { endpoint: 'https://two.example/newer' }));
    await load();
    expect(endpoints()).toEqual([
      ['id/source/one', 'https://other.example/sparql'],
      ['id/source/two', 'https://two.example/newer'],
    ]);
    expect(reader.quads('sources').some(({ subject }) => subject.value === `${BASE}id/source/one`)).toBe(false);
    expect(verifyStore(reader)).toEqual([]);
  });

  it('leaves nothing behind when it is removed, but what other sources share', async () => {
    const { reader, registrations } = await registry();
    await registrations.put(await document('three', { publisher: 'q' }), BY);
    await registrations.put(await document('four', { publisher: 'q' }), BY);
    await registrations.remove(`${BASE}id/source/three`, BY);
    expect(registrations.current(`${BASE}id/source/three`)).toEqual([]);
    expect(reader.quads('registered-sources').map(({ subject }) => subject.value)).toContain(`${BASE}id/stakeholder/q`);
    await registrations.remove(`${BASE}id/source/four`, BY);
    expect(reader.quads('registered-sources')).toEqual([]);
  });

  it('of a shipped source that is removed stays removed when its files change', async () => {
    const { registrations, ship, load, endpoints, reader } = await registry();
    await registrations.remove(`${BASE}id/source/one`, BY);
    ship('one', turtle('one', { endpoint: 'https://newer.example/sparql' }));
    ship('three');
    await load();
    expect(endpoints().map(([iri]) => iri)).toEqual(['id/source/three', 'id/source/two']);
    // The publisher of both is still there.
    expect(reader.hasSubject(`${BASE}id/stakeholder/p`)).toBe(true);
    await registrations.put(await document('one'), BY);
    expect(endpoints().map(([iri]) => iri)).toEqual(['id/source/one', 'id/source/three', 'id/source/two']);
  });

  it('of a shipped source that is switched stays what it was otherwise, and no shipped file switches it back', async () => {
    const { reader, registrations, ship, load } = await registry();
    const all = () =>
      [...reader.quads('sources'), ...reader.quads('registered-sources')]
        .map(({ subject, predicate, object }) => quadToNQuad(quad(subject, predicate, object)))
        .sort();
    const before = all();
    expect((await registrations.setEnabled(`${BASE}id/source/one`, false, BY)).kind).toBe('committed');
    expect(all()).toEqual(before.map((line) => (line.startsWith(`<${BASE}id/source/one>`) ? line.replace('"true"', '"false"') : line)));
    expect(sourcesIn(reader.quads('registered-sources'))).toEqual([`${BASE}id/source/one`]);
    expect((await registrations.setEnabled(`${BASE}id/source/one`, false, BY)).kind).toBe('unchanged');
    ship('one', turtle('one', { endpoint: 'https://newer.example/sparql' }));
    await load();
    const enabled = () => registeredSources(reader).map((source) => source.enabled);
    expect(enabled()).toEqual([false, true]);
    await registrations.setEnabled(`${BASE}id/source/one`, true, BY);
    expect([enabled(), all()]).toEqual([[true, true], before]);
  });

  it('that is switched keeps the publisher that was registered with it', async () => {
    const { reader, registrations } = await registry();
    await registrations.put(await document('three', { publisher: 'q' }), BY);
    await registrations.setEnabled(`${BASE}id/source/three`, false, BY);
    expect(reader.quads('registered-sources').map(({ subject }) => subject.value)).toContain(`${BASE}id/stakeholder/q`);
    await expect(registrations.setEnabled(`${BASE}id/source/none`, true, BY)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('cannot be removed when there is none', async () => {
    const { registrations } = await registry();
    await expect(registrations.remove(`${BASE}id/source/none`, BY)).rejects.toMatchObject({ code: 'not-found' });
    await registrations.remove(`${BASE}id/source/one`, BY);
    await expect(registrations.remove(`${BASE}id/source/one`, BY)).rejects.toMatchObject({ code: 'withdrawn' });
  });
});

describe('a document', () => {
  it.each([
    ['no source', '<id/agency/a> <u:p> "x" .', 'describes no source'],
    ['two sources', turtle('a') + turtle('b'), 'describes 2 sources'],
    ['a source under another name', turtle('a').replaceAll('id/source/a', 'https://elsewhere.example/a'), 'SLUG takes lower-case letters'],
    [
      'something else besides',
      `${turtle('a')}<id/agency/unep> dct:title "mine now" .`,
      'id/agency/unep>, to which the source does not lead',
    ],
  ])('that describes %s is refused', async (_, text, why) => {
    const quads = await parse(text);
    expect(() => readSourceDocument(quads, BASE)).toThrow(why);
  });
});
