import { describe, expect, it } from 'vitest';
import { canonicalNQuads } from '../../src/rdf/canonical.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { SPARQL_PREFIX_HEADER } from '../../src/rdf/prefixes.ts';
import { skolemise } from '../../src/rdf/skolemise.ts';
import { namedNode, type Quad, quad } from '../../src/rdf/terms.ts';
import { rdf, sh } from '../../src/rdf/vocabulary.ts';
import { createValidator } from '../../src/validation/validator.ts';

const BASE_IRI = 'https://example.org/';

async function turtle(text: string): Promise<Quad[]> {
  return parseRdf(`${SPARQL_PREFIX_HEADER}${text}`, { mediaType: 'text/turtle', baseIRI: BASE_IRI });
}

const SHAPES = await turtle(`
  <#Agency> a sh:NodeShape ; sh:targetClass tf:Agency ; sh:property <#label>, <#years>, <#year>, <#kind>, <#note>, <#seen> .
  <#label> sh:path skos:prefLabel ; sh:minCount 1 ; sh:message "No label."@en, "Pas de libellé."@fr .
  <#years> sh:path tf:startYear ; sh:lessThanOrEquals tf:endYear .
  <#year> sh:path tf:endYear ; sh:datatype xsd:gYear .
  <#kind> sh:path tf:agencyKind ; sh:class skos:Concept ; sh:message "Untagged." .
  <#note> sh:path skos:note ; sh:severity sh:Warning ; sh:maxCount 0 .
  <#seen> sh:path ( [ sh:inversePath org:member ] [ sh:zeroOrMorePath org:subOrganizationOf ] [ sh:alternativePath ( rdfs:label skos:altLabel ) ] ) ;
    sh:severity sh:Info ; sh:nodeKind sh:IRI .`);
const validator = createValidator(SHAPES);

async function validate(text: string, options?: { focusNodes: string[] }) {
  return validator.validate(await turtle(text), options);
}

describe('A validator', () => {
  it('says that good data conforms', async () => {
    const report = await validate(
      '<a> a tf:Agency ; skos:prefLabel "A"@en ; tf:startYear "2014"^^xsd:gYear ; tf:endYear "2014"^^xsd:gYear .',
    );
    expect(report).toMatchObject({ conforms: true, counts: { violation: 0, warning: 0, info: 0 }, results: [] });
  });

  it('reads shapes from the store, where blank nodes have become IRIs, as it reads them from a file', async () => {
    const data = await turtle('<m> org:member <a> ; org:subOrganizationOf <n> . <a> a tf:Agency . <n> rdfs:label "N" .');
    const stored = createValidator(await skolemise(SHAPES, { baseIRI: BASE_IRI }));
    const [fromFile, fromStore] = [await validator.validate(data), await stored.validate(data)];
    expect(fromFile.results.map(({ shape }) => shape)).toContain(`${BASE_IRI}#seen`);
    expect(fromStore.results).toEqual(fromFile.results);
  });

  it('says for each result which node, path, value, component, shape and severity, with its messages by language', async () => {
    const report = await validate('<a> a tf:Agency ; tf:startYear "2015"^^xsd:gYear ; tf:endYear "2014"^^xsd:gYear .');
    expect(report.results).toEqual([
      {
        severity: 'violation',
        focusNode: `${BASE_IRI}a`,
        path: '<http://www.w3.org/2004/02/skos/core#prefLabel>',
        component: 'http://www.w3.org/ns/shacl#MinCountConstraintComponent',
        shape: `${BASE_IRI}#label`,
        messages: { en: 'No label.', fr: 'Pas de libellé.' },
      },
      {
        severity: 'violation',
        focusNode: `${BASE_IRI}a`,
        path: '<https://w3id.org/technology-facilitation#startYear>',
        value: '"2015"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        component: 'http://www.w3.org/ns/shacl#LessThanOrEqualsConstraintComponent',
        shape: `${BASE_IRI}#years`,
        messages: { en: 'Value is not less than or equal to value of <https://w3id.org/technology-facilitation#endYear>' },
      },
    ]);
  });

  it('does not count warnings and infos against conformance, though the RDF report does as the Recommendation says', async () => {
    const report = await validate('<a> a tf:Agency ; skos:prefLabel "A"@en ; skos:note "n" . <m> org:member <a> ; rdfs:label "M" .');
    expect(report).toMatchObject({ conforms: true, counts: { violation: 0, warning: 1, info: 1 } });
    expect(report.quads.find(({ predicate }) => predicate.equals(sh('conforms')))?.object.value).toBe('false');
  });

  it('writes a complex path in SPARQL syntax', async () => {
    const report = await validate('<a> a tf:Agency ; skos:prefLabel "A"@en . <m> org:member <a> ; skos:altLabel "M" .');
    expect(report.results[0]?.path).toBe(
      '^<http://www.w3.org/ns/org#member>/<http://www.w3.org/ns/org#subOrganizationOf>*/(<http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#altLabel>)',
    );
  });

  it('takes a message without a language tag as English, and has one even where the shape and the engine have none', async () => {
    const report = await validate('<a> a tf:Agency ; skos:prefLabel "A"@en ; tf:agencyKind <unknown> .');
    expect(report.results[0]?.messages).toEqual({ en: 'Untagged.' });
  });

  it.each([
    ['2014', '2014', true],
    ['2014', '2015', true],
    ['2015', '2014', false],
    ['0999', '2014', true],
  ])('compares the years %s and %s by value', async (startYear, endYear, conforms) => {
    const data = `<a> a tf:Agency ; skos:prefLabel "A"@en ; tf:startYear "${startYear}"^^xsd:gYear ; tf:endYear "${endYear}"^^xsd:gYear .`;
    expect((await validate(data)).conforms).toBe(conforms);
  });

  it('refuses a literal whose form its datatype does not have', async () => {
    const report = await validate('<a> a tf:Agency ; skos:prefLabel "A"@en ; tf:endYear "next year"^^xsd:gYear .');
    expect(report.results.map(({ shape }) => shape)).toEqual([`${BASE_IRI}#year`]);
  });
});

describe('The class hierarchy in the data', () => {
  it('makes instances of a subclass targets, and counts for sh:class', async () => {
    const hierarchy = 'tf:Kind rdfs:subClassOf skos:Concept . tf:Bank rdfs:subClassOf tf:Fund . tf:Fund rdfs:subClassOf tf:Agency . ';
    const data = '<a> a tf:Bank ; tf:agencyKind <k> . <k> a tf:Kind .';
    expect((await validate(hierarchy + data)).results.map(({ shape }) => shape)).toEqual([`${BASE_IRI}#label`]);
    expect((await validate(data)).results).toEqual([]);
  });

  it('may run in a circle', async () => {
    const report = await validate('tf:Agency rdfs:subClassOf tf:Fund . tf:Fund rdfs:subClassOf tf:Agency . <a> a tf:Fund .');
    expect(report.counts.violation).toBe(1);
  });
});

describe('Restricted focus nodes', () => {
  const data = '<a> a tf:Agency ; tf:agencyKind <k> . <b> a tf:Agency . <k> a skos:Concept .';

  it('are the only ones validated, against all of the data', async () => {
    const report = await validate(data, { focusNodes: [`${BASE_IRI}a`] });
    expect(report.results.map(({ focusNode, shape }) => [focusNode, shape])).toEqual([[`${BASE_IRI}a`, `${BASE_IRI}#label`]]);
  });

  it('are validated by no shape that does not target them', async () => {
    expect((await validate(data, { focusNodes: [`${BASE_IRI}k`, `${BASE_IRI}unknown`] })).results).toEqual([]);
    expect((await validate(data, { focusNodes: [] })).results).toEqual([]);
  });
});

describe('Targets', () => {
  const rule = 'sh:property [ sh:path rdfs:label ; sh:minCount 1 ]';

  it.each([
    ['a node', `<#s> sh:targetNode <n> ; ${rule} .`, ['n']],
    ['subjects of a property', `<#s> sh:targetSubjectsOf tf:leadAgency ; ${rule} .`, ['i']],
    ['objects of a property', `<#s> sh:targetObjectsOf tf:leadAgency ; ${rule} .`, ['x']],
    ['instances of the shape that is a class', `tf:Fund a sh:NodeShape, rdfs:Class ; ${rule} .`, ['f']],
  ])('can be %s', async (_, shapes, expected) => {
    const report = await createValidator(await turtle(shapes)).validate(await turtle('<i> tf:leadAgency <x> . <f> a tf:Fund .'));
    expect(report.results.map(({ focusNode }) => focusNode.slice(BASE_IRI.length))).toEqual(expected);
  });
});

describe('The report', () => {
  const text = '<b> a tf:Agency ; skos:note "n" . <a> a tf:Agency ; tf:agencyKind <y>, <x> .';

  it('is in the same order whatever the order of the data', async () => {
    const data = await turtle(text);
    const [forwards, backwards] = [await validator.validate(data), await validator.validate([...data].reverse())];
    expect(forwards.results).toEqual(backwards.results);
    expect(await canonicalNQuads(forwards.quads)).toBe(await canonicalNQuads(backwards.quads));
    expect(forwards.results.map(({ severity, focusNode, value }) => [severity, focusNode.slice(BASE_IRI.length), value])).toEqual([
      ['violation', 'a', undefined],
      ['violation', 'a', `<${BASE_IRI}x>`],
      ['violation', 'a', `<${BASE_IRI}y>`],
      ['violation', 'b', undefined],
      ['warning', 'b', undefined],
    ]);
  });

  it('is a well-formed SHACL report with one sh:result for each result', async () => {
    const report = await validate(text);
    const types = report.quads.filter(({ predicate }) => predicate.equals(rdf('type'))).map(({ object }) => object.value);
    expect(types.filter((type) => type === sh('ValidationReport').value)).toHaveLength(1);
    expect(types.filter((type) => type === sh('ValidationResult').value)).toHaveLength(report.results.length);
    expect(report.quads.filter(({ predicate }) => predicate.equals(sh('resultSeverity')))).toHaveLength(report.results.length);
  });

  it('names a result once, in however many graphs its triples are', async () => {
    const data = await turtle(text);
    const inTwoGraphs = ['urn:g1', 'urn:g2'].flatMap((graph) =>
      data.map(({ subject, predicate, object }) => quad(subject, predicate, object, namedNode(graph))),
    );
    expect((await validator.validate(inTwoGraphs)).results).toEqual((await validator.validate(data)).results);
  });
});

describe('Hostile data', () => {
  it('of 80,000 values of one property is validated in time that grows with their number, not with its square', async () => {
    const values = Array.from({ length: 80_000 }, (_, index) => `<k${index}>`).join(', ');
    const report = await validate(`<a> a tf:Agency ; skos:prefLabel "A"@en ; tf:agencyKind ${values} .`);
    // The engine as it is takes half a minute for half of it, so this would outlast the test's time.
    expect(report.counts.violation).toBe(80_000);
  });

  it('with a chain of 5,000 classes is validated, and with more is refused by name', async () => {
    const chain = (length: number) =>
      Array.from(
        { length },
        (_, index) => `<c${index}> rdfs:subClassOf ${index === 0 ? 'tf:Agency, skos:Concept' : `<c${index - 1}>`} .`,
      ).join(' ');
    const report = await validate(`${chain(4_999)} <a> a <c4998> .`);
    expect(report.results.map(({ shape }) => shape)).toEqual([`${BASE_IRI}#label`]);
    await expect(validate(chain(5_000))).rejects.toMatchObject({ code: 'payload-too-large' });
  });

  it('leaves turns to the rest of the service while it is validated', async () => {
    const agencies = Array.from({ length: 3_000 }, (_, index) => `<a${index}> a tf:Agency .`).join(' ');
    const data = await turtle(agencies);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await validator.validate(data);
    clearInterval(timer);
    // One at most, were it done in one piece.
    expect(turns).toBeGreaterThan(1);
  });
});
