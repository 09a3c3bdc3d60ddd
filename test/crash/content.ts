/** What the child writes and the parent expects, made by both from the same numbers. */
export const BASE = 'http://localhost:3000/';
export const DATASETS = ['agencies', 'initiatives', 'activities'] as const;

/** How many entities a dataset starts with: enough that the first load takes longer than a random wait. */
const ENTITIES = 700;

/** N-Quads lines of the whole content of a dataset after a step, without blank nodes; each step changes some entities of the last. */
export function contentOf(seed: number, dataset: string, step: number): string[] {
  const graph = `<${BASE}graph/${dataset}>`;
  const lines: string[] = [];
  for (let entity = 0; entity < ENTITIES; entity++) {
    // Which step last changed this entity: a pseudo-random tenth changes at each, a few are withdrawn for a while.
    let version = step;
    while (version > 0 && hash(seed, dataset, entity, version) % 10 !== 0) version--;
    if (version > 0 && hash(seed, dataset, entity, version) % 70 === 0) continue;
    const subject = `<${BASE}id/${dataset}/${entity}>`;
    lines.push(`${subject} <u:label> "Entity ${entity} in version ${version} of ${seed}"@en ${graph} .\n`);
    lines.push(`${subject} <u:version> "0${version}"^^<http://www.w3.org/2001/XMLSchema#integer> ${graph} .\n`);
    lines.push(`${subject} <u:next> <${BASE}id/${dataset}/${(entity + version) % ENTITIES}> ${graph} .\n`);
  }
  return lines;
}

/** The datasets that a step commits together: all at first, then one to three. */
export function datasetsOf(seed: number, step: number): string[] {
  return step === 0 ? [...DATASETS] : DATASETS.filter((dataset, index) => index === step % 3 || hash(seed, dataset, 0, step) % 2 === 0);
}

/** FNV-1a with a final mix. */
function hash(...parts: (string | number)[]): number {
  let state = 0x811c9dc5;
  for (const character of parts.join('|')) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  return (state ^ (state >>> 13)) >>> 0;
}
