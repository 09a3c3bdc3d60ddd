import { setImmediate } from 'node:timers/promises';
import { Validator as Engine, type EngineResult } from 'shacl-engine';
import { blankNode, defaultGraph, literal, namedNode, type Quad, quad, type Term } from '../rdf/terms.ts';
import { withBlankPaths } from './blank-paths.ts';
import { flatClassHierarchy } from './class-hierarchy.ts';
import { IndexedDataset, termKey } from './indexed-dataset.ts';
import { makePointersLinear } from './linear-pointers.ts';
import { resolveTargets } from './targets.ts';
import { type ValidationReport, validationReport } from './validation-report.ts';

interface ValidateOptions {
  readonly focusNodes?: readonly string[];
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Validator {
  /**
   * Validates the union of all graphs of `data`.
   *
   * @param options.focusNodes - IRIs, or `_:` and a label; then only these are validated, though what they refer to is still
   *   looked up in all of `data`. Without it every target of every shape is.
   * @param options.onProgress - told now and then how many of how many pairs of shape and focus node are done
   */
  validate(data: readonly Quad[], options?: ValidateOptions): Promise<ValidationReport>;
}

const FACTORY = { blankNode, literal, namedNode, quad, defaultGraph, dataset: () => new IndexedDataset() };

/** Focus nodes between two turns of the event loop: some ten milliseconds of work. */
const FOCUS_NODES_PER_TURN = 100;

/** A SHACL Core validator. SPARQL-based constraints are ignored: see docs/decisions/shapes.md. */
export function createValidator(shapes: readonly Quad[]): Validator {
  const engineFor = engineCache(withBlankPaths(shapes));
  return {
    async validate(data, { focusNodes, onProgress } = {}) {
      const dataset = new IndexedDataset(data);
      const { engine, shapesWithClasses } = engineFor(dataset);
      const wanted = focusNodes && new Set(focusNodes);
      const targets = resolveTargets(shapesWithClasses, dataset).map(({ shape, focusNodes: all }) => ({
        shape,
        nodes: wanted ? all.filter((node) => wanted.has(termKey(node))) : all,
      }));
      const total = targets.reduce((sum, { nodes }) => sum + nodes.length, 0);
      const results: EngineResult[] = [];
      let done = 0;
      for (const { shape, nodes } of targets) {
        for (const terms of chunks(nodes, FOCUS_NODES_PER_TURN)) {
          const report = await engine.validate({ dataset, terms }, [{ terms: [shape] }]);
          for (const result of report.results) results.push(result);
          done += terms.length;
          onProgress?.(done, total);
          // The engine awaits, but never gives the event loop a turn; other requests wait for it otherwise.
          await setImmediate();
        }
      }
      return validationReport(results);
    },
  };
}

/**
 * By SHACL's terminology (§1.1) `rdfs:subClassOf` counts as it is in the data graph, but the engine reads it from the shapes; so it
 * is given the data's class hierarchy as part of the shapes, and is kept for as long as that hierarchy stays the same.
 */
function engineCache(shapes: readonly Quad[]): (data: IndexedDataset) => { engine: Engine; shapesWithClasses: IndexedDataset } {
  const shapesAlone = new IndexedDataset(shapes);
  let cached: { key: string; engine: Engine; shapesWithClasses: IndexedDataset } | undefined;
  return (data) => {
    const hierarchy = flatClassHierarchy(shapesAlone, data);
    const key = hierarchy.map(({ subject, object }) => `${termKey(subject)} ${termKey(object)}`).join('\n');
    if (cached?.key !== key) {
      const shapesWithClasses = new IndexedDataset([...shapes, ...hierarchy]);
      const engine = new Engine(shapesWithClasses, { factory: FACTORY });
      makePointersLinear(engine);
      cached = { key, shapesWithClasses, engine };
    }
    return cached;
  };
}

function* chunks(terms: readonly Term[], size: number): Iterable<readonly Term[]> {
  for (let start = 0; start < terms.length; start += size) yield terms.slice(start, start + size);
}
