/** A registration as an operator would write it, in Turtle with relative IRIs. */
export function sourceDescription(slug: string, { address, enabled }: { readonly address: string; readonly enabled: boolean }): string {
  return `@prefix tf: <https://w3id.org/technology-facilitation#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix void: <http://rdfs.org/ns/void#> .
<id/source/${slug}> a tf:FederatedSource, dcat:DataService ; skos:prefLabel "Source ${slug}"@en ; dct:description "For the test."@en ;
  dcat:endpointURL <${address}> ; tf:sourceKind <id/source-kind/sparql-endpoint> ; tf:trustLevel <id/trust/curated> ; tf:enabled ${enabled} ;
  tf:limits [ a tf:SourceLimits ; tf:timeoutMs 1000 ] ; tf:allowsPrivateNetwork true .
`;
}
