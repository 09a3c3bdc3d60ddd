/** Every IRI of the data and the queries begins with it. */
export const FUZZ_BASE = 'http://fuzz.example/';

const PREFIXES = `@prefix : <${FUZZ_BASE}> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n`;

/**
 * Three small graphs: links with cycles, chains, dead ends and two properties between the same nodes, and literals of all kinds. One
 * triple is in two graphs. Literals are in the form that the local engine keeps: any other sends a query to Comunica
 * (docs/decisions/sparql.md), which would be compared with itself. There are no blank nodes, since the store names them.
 */
export const FUZZ_GRAPHS: Readonly<Record<string, string>> = {
  alpha: `${PREFIXES}
:n0 :p :n1, :n2 ; :q :n3 ; :v 1, 2 ; :l "chat"@fr, "cat"@en .
:n1 :p :n2 ; :q :n0 ; :v 2 ; :l "cat" .
:n2 :p :n0 ; :v 3.5 ; :l "Dog"@en, "" .
:n3 :r :n3, :n4 ; :v -1 ; :l "été"@fr .
:n4 :q :n5 ; :v "15"^^xsd:double ; :l "a b/c" .
`,
  beta: `${PREFIXES}
:n0 :p :n1 ; :r :n4 .
:n4 :p :n5 ; :v true ; :l "2"  .
:n5 :p :n6 ; :q :n5 ; :v "2024-02-29T12:30:00Z"^^xsd:dateTime ; :l "cat"@en-GB .
:n6 :v 10, 0 ; :l "catalogue"@en .
`,
  gamma: `${PREFIXES}
:n7 :p :n0, :n7 ; :q :n1 ; :v 0.5 ; :l "DOG" .
:n8 :r :n7 ; :v "odd"^^:own ; :l "日本"@ja .
:n1 :v "2"^^xsd:double .
:n0 :q :n1 .
`,
};
