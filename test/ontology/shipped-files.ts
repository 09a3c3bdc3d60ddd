import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readShippedDatasets } from '../../src/ingest/shipped-datasets.ts';
import { PREFIXES } from '../../src/rdf/prefixes.ts';
import type { Quad } from '../../src/rdf/terms.ts';

/** Root of the project, and the base against which shipped files and queries are read in these tests. */
export const ROOT = join(import.meta.dirname, '..', '..');
export const BASE_IRI = 'http://localhost:3000/';
export const ONTOLOGY_IRI = 'https://w3id.org/technology-facilitation';
export const TF = PREFIXES.tf;

/** Turtle files below a folder of the project, in code-point order, relative to the root. */
export function turtleFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ttl'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Quads of the shipped datasets that are asked for, as the service loads them, without graph names. */
export async function readShipped(wanted: (dataset: string) => boolean): Promise<Quad[]> {
  const datasets = await readShippedDatasets({ root: ROOT, baseIRI: BASE_IRI });
  return datasets.filter(({ dataset }) => wanted(dataset)).flatMap(({ quads }) => quads);
}

export function readOntology(): Promise<Quad[]> {
  return readShipped((dataset) => dataset === 'ontology');
}

/** All datasets of instances and concepts. */
export function readData(): Promise<Quad[]> {
  return readShipped((dataset) => dataset !== 'ontology' && dataset !== 'shapes');
}
