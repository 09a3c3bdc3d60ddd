import { beforeAll, describe, expect, it } from 'vitest';
import type { NamedNode, Quad } from '../../src/rdf/terms.ts';
import { literal, namedNode, quad } from '../../src/rdf/terms.ts';
import { dct, prov, rdf, sh, tf } from '../../src/rdf/vocabulary.ts';
import { createValidator } from '../../src/validation/validator.ts';
import { constraintsOf, subjectsOfType } from './constraints.ts';
import { MUTABLE_PARAMETERS, mutate } from './mutations.ts';
import { turtleFiles } from './turtle-files.ts';

const shapes = await turtleFiles('shapes');
const good = await turtleFiles('test/shapes/good');
const validator = createValidator(shapes);
const constraints = constraintsOf(shapes);

describe('The good data that the mutations start from', () => {
  it('conforms without a single result', async () => {
    const report = await validator.validate(good);
    expect(report.results).toEqual([]);
  });

  it('describes an instance of each class that has a shape', () => {
    const missing = [...new Set(constraints.map(({ classIRI }) => classIRI))].filter((classIRI) => goodInstance(classIRI) === undefined);
    expect(missing).toEqual([]);
  });
});

describe('A document of evidence', () => {
  const document = namedNode('https://data.example.org/good/EvidenceDocument');
  const citing = (...predicates: NamedNode[]) =>
    good.filter(({ predicate, object }) => !object.equals(document) || predicates.some((each) => each.equals(predicate)));
  const resultsFor = async (data: Quad[]) => (await validator.validate(data, { focusNodes: [document.value] })).results;

  it.each([prov('wasDerivedFrom'), dct('source')])('is cited by what names it in $value alone', async (predicate) => {
    expect(citing(predicate).some(({ object }) => object.equals(document))).toBe(true);
    expect(await resultsFor(citing(predicate))).toEqual([]);
  });

  it('is reported, for information, when nothing cites it', async () => {
    expect(await resultsFor(citing())).toMatchObject([{ severity: 'info', shape: expect.stringMatching(/#CitedDocumentShape$/) }]);
  });
});

describe('A reference to credentials', () => {
  const reference = namedNode('https://data.example.org/good/CredentialReference');
  it.each(['WIPO_TOKEN', 'FACILIS_TOKEN', 'FACILIS_SOURCE_', 'SOURCE_WIPO', 'MY_FACILIS_SOURCE_WIPO', 'FACILIS_SOURCE_wipo'])(
    'names no variable of the environment but those for sources: %s is a violation',
    async (name) => {
      const data = good.map((each) =>
        each.subject.equals(reference) && each.predicate.equals(tf('environmentName'))
          ? quad(reference, each.predicate, literal(name))
          : each,
      );
      const { results } = await validator.validate(data, { focusNodes: [reference.value] });
      expect(results).toMatchObject([{ severity: 'violation', shape: expect.stringMatching(/#environmentName-pattern$/) }]);
    },
  );
});

describe('The mutation table', () => {
  it('knows how to break every kind of constraint that the shapes use', () => {
    expect(constraints.map(({ parameter }) => parameter).filter((parameter) => !MUTABLE_PARAMETERS.has(parameter))).toEqual([]);
  });

  it('leaves out no property shape but those inside helper shapes, which the constraints that refer to them test', () => {
    const covered = new Set(constraints.map(({ propertyShape }) => propertyShape.value));
    const helpers = new Set(shapes.filter(({ predicate }) => predicate.equals(sh('node'))).map(({ object }) => object.value));
    const inHelpers = shapes.filter(({ subject, predicate }) => helpers.has(subject.value) && predicate.equals(sh('property')));
    const rest = subjectsOfType(shapes, sh('PropertyShape')).filter(({ value }) => !covered.has(value));
    expect(rest.map(({ value }) => value)).toEqual(inHelpers.map(({ object }) => object.value));
  });
});

describe.each([...Map.groupBy(constraints, ({ classIRI }) => classIRI)])('Breaking good data of %s', (classIRI, ofClass) => {
  let focus: NamedNode;
  beforeAll(() => {
    focus = goodInstance(classIRI) as NamedNode;
  });

  it.each(ofClass.map((constraint) => [constraint.parameter, constraint.propertyShape.value.replace(/.*#/, ''), constraint] as const))(
    'against sh:%s of %s is reported at exactly its path',
    async (_parameter, _shape, constraint) => {
      const report = await validator.validate(mutate(good, focus, constraint), { focusNodes: [focus.value] });
      const component = sh(`${componentName(constraint.parameter)}ConstraintComponent`).value;
      const found = report.results.find((result) => result.shape === constraint.propertyShape.value && result.component === component);
      expect(found, JSON.stringify(report.results, undefined, 1)).toBeDefined();
      expect(found?.severity).toBe(constraint.severity);
      expect(Object.keys(found?.messages ?? {})).toEqual(['en', 'es', 'fr']);
      expect([...new Set(report.results.map(({ path }) => path))]).toEqual([constraint.path]);
    },
  );
});

/** `minCount` → `MinCount`. */
function componentName(parameter: string): string {
  return parameter.charAt(0).toUpperCase() + parameter.slice(1);
}

function goodInstance(classIRI: string): Quad['subject'] | undefined {
  const instances = subjectsOfType(good, namedNode(classIRI));
  const firstTypes = (subject: Quad['subject']) => good.find((each) => each.subject.equals(subject) && each.predicate.equals(rdf('type')));
  return instances.find((subject) => firstTypes(subject)?.object.value === classIRI);
}
