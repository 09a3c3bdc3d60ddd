/** By language tag, `''` for text without one. */
export type LanguageMap = Readonly<Record<string, string>>;

export const TERM_KINDS = ['class', 'object-property', 'datatype-property', 'annotation-property'] as const;

/** `individual`: anything else that the ontology defines. */
export type TermKind = (typeof TERM_KINDS)[number] | 'individual';

export interface OntologyHead {
  readonly iri: string;
  readonly versionIRI: string | undefined;
  readonly version: string | undefined;
  readonly titles: LanguageMap;
  readonly descriptions: LanguageMap;
  readonly history: LanguageMap;
  readonly rights: LanguageMap;
  readonly licences: readonly string[];
  /** IRIs or names. */
  readonly creators: readonly string[];
  readonly created: string | undefined;
  readonly modified: string | undefined;
}

/** Lists of IRIs are sorted; terms of other vocabularies appear in them as IRIs alone. */
export interface OntologyTerm {
  readonly iri: string;
  readonly localName: string;
  readonly kind: TermKind;
  readonly types: readonly string[];
  readonly labels: LanguageMap;
  readonly definitions: LanguageMap;
  readonly notes: readonly { readonly language: string; readonly text: string }[];
  readonly examples: readonly { readonly language: string; readonly text: string }[];
  /** Direct superclasses or superproperties. */
  readonly parents: readonly string[];
  /** Direct subclasses or subproperties defined in the ontology. */
  readonly children: readonly string[];
  /** Properties: `rdfs:domain` and `rdfs:range`, the members of a union each for itself. */
  readonly domains: readonly string[];
  readonly ranges: readonly string[];
  /** Properties: `schema:domainIncludes` and `schema:rangeIncludes`, from which nothing follows logically. */
  readonly domainHints: readonly string[];
  readonly rangeHints: readonly string[];
  readonly inverses: readonly string[];
  readonly disjointWith: readonly string[];
  /** Classes: properties that name it as domain or hint. */
  readonly propertiesOf: readonly string[];
  /** Classes: properties that name it as range or hint. */
  readonly propertiesTo: readonly string[];
  readonly mappings: readonly { readonly relation: string; readonly predicate: string; readonly target: string }[];
  readonly deprecated: boolean;
}

export interface OntologyModel {
  /** Undefined when the quads hold no `owl:Ontology`: then there are no terms either. */
  readonly head: OntologyHead | undefined;
  readonly terms: readonly OntologyTerm[];
  readonly byIRI: ReadonlyMap<string, OntologyTerm>;
}
