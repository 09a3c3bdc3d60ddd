import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { complaint, loadedState, runFacilis, startFacilis, temporaryDirectory } from './run-facilis.ts';

const PREFIXES = `@prefix tf: <https://w3id.org/technology-facilitation#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix prov: <http://www.w3.org/ns/prov#> . @prefix dct: <http://purl.org/dc/terms/> .
`;

/** An initiative as an agency would submit it, pointing at the shipped inventory. */
const SOLAR = `${PREFIXES}
<id/initiative/solar-school> a tf:FacilitationInitiative, tf:Programme, prov:Entity ;
  skos:prefLabel "Solar School"@en ; dct:description "Trains technicians."@en ; tf:leadAgency <id/agency/unido> ;
  tf:facilitationFunction <id/function/capacity-building> ; tf:technologyArea <id/technology/energy> ;
  tf:geographicScope <id/country/ken> ; tf:startYear "2024"^^xsd:gYear ;
  tf:confidence <id/confidence/high> ; prov:wasDerivedFrom <id/evidence/general-knowledge> .
`;

function file(name: string, content: string): string {
  const path = join(temporaryDirectory(), name);
  writeFileSync(path, content);
  return path;
}

describe('facilis validate', () => {
  it('accepts a file that refers to the shipped inventory', async () => {
    const { code, stdout } = await runFacilis(['validate', file('solar.ttl', SOLAR)]);
    expect(stdout).toContain('0 violations');
    expect(code).toBe(0);
  });

  it('names focus node, path and remedy of a violation, and exits with 1', async () => {
    const { code, stdout } = await runFacilis(['validate', file('solar.ttl', SOLAR.replace('<id/agency/unido>', '<id/agency/nobody>'))]);
    expect(stdout).toMatch(/violation +<id\/initiative\/solar-school> tf:leadAgency <id\/agency\/nobody> – /);
    expect(code).toBe(1);
  });

  it('writes the report as RDF when asked', async () => {
    const { stdout } = await runFacilis(['validate', '--format', 'ttl', file('solar.ttl', SOLAR.replace('@en', ''))]);
    expect(stdout).toContain('sh:ValidationReport');
  });

  it('says where a file cannot be parsed, and exits with 1', async () => {
    const { code, stderr } = await runFacilis(['validate', file('broken.ttl', `${SOLAR}\n<a> <b> .`)]);
    expect(stderr).toMatch(/broken\.ttl: .*line 10/i);
    expect(code).toBe(1);
  });
});

describe('facilis load and export', () => {
  it('store a dataset, say what changed, and give it back', async () => {
    const env = { DATA_DIR: temporaryDirectory(), BASE_IRI: 'https://example.org/tf/' };
    expect(await runFacilis(['load'], env)).toMatchObject({ code: 0 });
    const path = file('solar.ttl', SOLAR);
    const first = await runFacilis(['load', path, '--dataset', 'solar'], env);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain('solar: revision 1, 12 quads added, 0 removed');
    expect(await runFacilis(['load', path, '--dataset', 'solar'], env)).toMatchObject({
      code: 0,
      stdout: 'Nothing changed: no revision was made.\n',
    });
    writeFileSync(path, SOLAR.replace('"2024"', '"2025"'));
    const second = await runFacilis(['load', path, '--dataset', 'solar'], env);
    expect(second.stdout).toContain(
      'solar: revision 2, 1 quads added, 1 removed\n  changed https://example.org/tf/id/initiative/solar-school',
    );
    const exported = await runFacilis(['export', '--dataset', 'solar'], env);
    expect(exported.stdout.split('\n').filter((line) => line !== '')).toHaveLength(12);
    expect(exported.stdout).toContain('"2025"^^<http://www.w3.org/2001/XMLSchema#gYear> <https://example.org/tf/graph/solar> .');
  });

  it('store nothing of a file that does not conform', async () => {
    const env = { DATA_DIR: await loadedState() };
    const bad = await runFacilis(
      ['load', file('bad.ttl', SOLAR.replace('<id/agency/unido>', '<id/agency/nobody>')), '--dataset', 'bad'],
      env,
    );
    expect(bad).toMatchObject({ code: 1, stdout: '' });
    expect(bad.stderr).toContain('nothing was stored');
    expect((await runFacilis(['export', '--dataset', 'bad'], env)).stderr).toContain('There is no dataset "bad"');
  });

  it('export to a file in any format', async () => {
    const env = { DATA_DIR: await loadedState() };
    const output = join(temporaryDirectory(), 'agencies.ttl');
    expect(await runFacilis(['export', '--dataset', 'agencies', '--format', 'ttl', '--output', output], env)).toMatchObject({ code: 0 });
    expect(readFileSync(output, 'utf8')).toContain('tf:acronym "UNEP"');
  });
});

describe('what cannot be read or written', () => {
  it('is named with the reason: files to load', async () => {
    const folder = temporaryDirectory();
    expect(complaint(await runFacilis(['validate', join(folder, 'none.ttl')]))).toBe(
      `facilis: ${folder}/none.ttl cannot be read: there is no such file.\n`,
    );
    expect(complaint(await runFacilis(['validate', folder]))).toBe(
      `facilis: ${folder} cannot be read: it is a folder; name the files in it.\n`,
    );
    const latin = file('latin.ttl', '');
    writeFileSync(latin, Buffer.from('<a> <b> "\u00e9" .\n<a> <b> "\u00e9" .\n', 'latin1'));
    expect(await runFacilis(['validate', latin])).toMatchObject({ code: 1, stderr: expect.stringContaining('not valid UTF-8 on line 1') });
  });

  it('is named with the reason: the output, also one whose reader left', async () => {
    const env = { DATA_DIR: await loadedState() };
    const output = join(temporaryDirectory(), 'none', 'all.nq');
    expect(await runFacilis(['export', '--output', output], env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^facilis: Not all was written to \S+all\.nq: ENOENT.*\n$/),
    });
    const child = startFacilis(['export'], env);
    child.stdout?.destroy();
    const [stderr, code] = await Promise.all([text(child.stderr as Readable), once(child, 'close').then(([status]) => status)]);
    expect(stderr).toMatch(/^facilis: Not all was written to standard output: write EPIPE\.\n$/);
    expect(code).toBe(1);
  });

  it('is named with the reason: DATA_DIR', async () => {
    const env = { DATA_DIR: file('var', '') };
    const { code, stderr } = await runFacilis(['load'], env);
    expect(stderr).toMatch(/^facilis: \S+var cannot be opened \(EEXIST.*DATA_DIR has to name a directory.*\n$/);
    expect(code).toBe(2);
  });
});

describe('wrong usage', () => {
  it.each([
    [['launch']],
    [['validate', '--format', 'pdf']],
    [['load', 'x.ttl']],
    [['load', '--dataset', 'x']],
    [['export', '--format', 'docx']],
    [['load', 'x.ttl', '--dataset', 'No_Slug']],
    [['export', 'surplus']],
  ])('facilis %j exits with 2 and prints nothing on standard output', async (args) => {
    expect(await runFacilis(args)).toMatchObject({ code: 2, stdout: '' });
  });

  it('a wrong setting exits with 2 in one line', async () => {
    const { code, stderr } = await runFacilis(['serve'], { PORT: 'http' });
    expect(stderr).toBe('facilis: PORT is "http"; allowed is a whole number from 0 to 65535.\n');
    expect(code).toBe(2);
  });

  it.each([[[]], [['validate']], [['load']], [['export']], [['query']], [['serve']]])(
    'facilis %j --help explains itself and exits with 0',
    async (args) => {
      const { code, stdout } = await runFacilis([...args, '--help']);
      expect(stdout).toContain('Usage: facilis');
      expect(code).toBe(0);
    },
  );
});
