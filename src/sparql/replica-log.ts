import { createHash } from 'node:crypto';
import type { ReplicaPatch } from './query-types.ts';
import type { ReplicaImage } from './replica-messages.ts';

const CHUNK_BYTES = 1 << 20;

export type Snapshot = () => { readonly nquads: Iterable<string>; readonly sequence: number };

/** One revision: an image, and the patches that lead from it. */
export interface ReplicaState {
  readonly sequence: number;
  readonly image: ReplicaImage;
  readonly patches: readonly ReplicaPatch[];
}

/**
 * What a new worker is built from: one image of the state and the patches since. It is kept, so that replacing a worker
 * costs this thread nothing, and renewed when the patches outgrow it.
 */
export class ReplicaLog {
  readonly #snapshot: Snapshot;
  #image: ReplicaImage;
  #imageBytes = 0;
  #patches: ReplicaPatch[] = [];
  #patchCharacters = 0;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#image = this.#takeImage();
  }

  /** Names the image: see `QueryResult.order`. */
  get order(): string {
    return this.#image.name;
  }

  /** The newest revision that was acknowledged. */
  get sequence(): number {
    return this.#patches.at(-1)?.sequence ?? this.#image.sequence;
  }

  /** @returns 'known' for a patch that the image holds already, 'gap' when patches are missing before it: then the image is new */
  append(patch: ReplicaPatch): 'appended' | 'known' | 'gap' {
    if (patch.sequence <= this.sequence) return 'known';
    const first = patch.revisions?.[0]?.sequence;
    if (first !== undefined && first !== this.sequence + 1) {
      this.#renew();
      return 'gap';
    }
    this.#patches.push(patch);
    this.#patchCharacters += patch.added.length + patch.removed.length;
    return 'appended';
  }

  /** The newest revision. */
  read(): ReplicaState {
    if (this.#patchCharacters > CHUNK_BYTES + this.#imageBytes / 2) this.#renew();
    return { sequence: this.sequence, image: this.#image, patches: [...this.#patches] };
  }

  /** For a replica that could not follow the patches: one built from their outcome has nothing to follow. */
  forgetPatches(): void {
    if (this.#patches.length > 0) this.#renew();
  }

  #renew(): void {
    this.#patches = [];
    this.#patchCharacters = 0;
    this.#image = this.#takeImage();
  }

  #takeImage(): ReplicaImage {
    const { nquads, sequence } = this.#snapshot();
    const chunks = [...inChunks(nquads)].map(toShared);
    this.#imageBytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    const name = createHash('sha256').update(String(sequence));
    for (const chunk of chunks) name.update(new Uint8Array(chunk));
    return { sequence, chunks, name: name.digest('hex').slice(0, 12) };
  }
}

/** The quads of a revision, as texts of whole lines of N-Quads. */
export function* linesOf({ image, patches }: ReplicaState): Generator<string> {
  const [added, removed] = [new Set<string>(), new Set<string>()];
  for (const patch of patches) {
    for (const line of wholeLines(patch.removed)) if (!added.delete(line)) removed.add(line);
    for (const line of wholeLines(patch.added)) if (!removed.delete(line)) added.add(line);
  }
  for (const chunk of image.chunks) {
    // A decoder reads no shared memory, hence the copy.
    const text = new TextDecoder().decode(new Uint8Array(chunk).slice());
    yield removed.size === 0
      ? text
      : wholeLines(text)
          .filter((line) => !removed.has(line))
          .join('');
  }
  yield [...added].join('');
}

function wholeLines(nquads: string): string[] {
  return nquads.match(/[^\n]*\n/g) ?? [];
}

/** Joins and never splits pieces of text, so that lines stay whole. */
function* inChunks(pieces: Iterable<string>): Generator<string> {
  let parts: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    parts.push(piece);
    length += piece.length;
    if (length < CHUNK_BYTES) continue;
    yield parts.join('');
    parts = [];
    length = 0;
  }
  if (length > 0) yield parts.join('');
}

function toShared(text: string): SharedArrayBuffer {
  const bytes = new TextEncoder().encode(text);
  const shared = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(shared).set(bytes);
  return shared;
}
