let documents = 0;

/** A blank node label prefix that no other document read by this process has: labels are local to a document (RDF 1.1 §3.4). */
export function documentPrefix(): string {
  documents += 1;
  return `d${documents}_`;
}
