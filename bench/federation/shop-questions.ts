import { PRODUCTS, SHOP_HEADER, shared } from './shop-terms.ts';
import type { Member, Question } from './world.ts';

const SAME = '?local owl:sameAs ?product ; a bsbm:Product';
const FEATURES_AND_TYPE = `?local owl:sameAs ?product ; a inst:ProductType2 ; rdfs:label ?label ; bsbm:productPropertyNumeric1 ?value ;
  bsbm:productFeature ?one, ?two . ?one owl:sameAs inst:ProductFeature2 . ?two owl:sameAs inst:ProductFeature5 FILTER(?value < 1500)`;
const ONE_NOT_OTHER = `?local owl:sameAs ?product ; rdfs:label ?label ; bsbm:productFeature ?one . ?one owl:sameAs inst:ProductFeature2
  OPTIONAL { ?local bsbm:productFeature ?two . ?two owl:sameAs inst:ProductFeature7 } FILTER(!BOUND(?two))`;
const WITH_FEATURE = (feature: number) => `?local owl:sameAs ?product ; a inst:ProductType2 ; rdfs:label ?label ; bsbm:productFeature ?one ;
  bsbm:productPropertyNumeric1 ?value . ?one owl:sameAs inst:ProductFeature${feature} FILTER(?value < 1900)`;
const GIVEN = '?given owl:sameAs inst:Product1 ; bsbm:productFeature ?own ; bsbm:productPropertyNumeric1 ?least . ?own owl:sameAs ?feature';
const SIMILAR =
  '?local owl:sameAs ?product ; rdfs:label ?label ; bsbm:productFeature ?its ; bsbm:productPropertyNumeric1 ?value . ?its owl:sameAs ?feature';
const NAMED = `${SAME} ; rdfs:label ?label FILTER(REGEX(?label, "^ember .*7$"))`;
const OFFERS = `?offer bsbm:product ?sold . ?sold owl:sameAs inst:Product1 . ?offer bsbm:price ?price ; bsbm:deliveryDays ?days ; bsbm:vendor ?vendor .
  ?vendor bsbm:country inst:CountryUS FILTER(?days <= 6)`;

/** In the manner of FedShop's twelve; what the first three questions hold in common is at every site, the others are about one product. */
export function shopQuestions(sites: readonly Member[]): Question[] {
  const { productIRI, offer, review } = ofFewSites(sites);
  return [...OVER_ALL, ...ofOneProduct(productIRI), ...ofOneThing(offer, review)]
    .map((question) => ({ ...question, text: SHOP_HEADER + question.text }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The product at the fewest sites that is both offered and reviewed, an offer and a review of it. */
function ofFewSites(sites: readonly Member[]): { productIRI: string; offer: string; review: string } {
  const subjects = sites.map(({ quads }) => new Set(quads.map(({ subject }) => subject.value)));
  const having = (kind: string, number: number) =>
    sites.flatMap(({ name }, index) => {
      const iri = `http://${name}.example/${kind}${number}0`;
      return subjects[index]?.has(iri) ? [iri] : [];
    });
  const found = Array.from({ length: PRODUCTS }, (_, index) => index + 1).flatMap((number) => {
    const [offers, reviews] = [having('Offer', number), having('Review', number)];
    const [offer, review] = [offers[0], reviews[0]];
    return offer === undefined || review === undefined ? [] : [{ number, offer, review, sites: offers.length + reviews.length }];
  });
  const [fewest] = found.sort((a, b) => a.sites - b.sites);
  if (fewest === undefined) throw new RangeError('No product is both offered and reviewed.');
  return { ...fewest, productIRI: shared('Product', fewest.number).value };
}

const OVER_ALL: readonly Question[] = [
  {
    name: 'q01',
    title: 'two features, FILTER',
    text: `SELECT DISTINCT ?product ?label { ${FEATURES_AND_TYPE} } ORDER BY ?product ?label LIMIT 10`,
    isOrdered: true,
    plan: [{ patterns: FEATURES_AND_TYPE }],
  },
  {
    name: 'q03',
    title: 'one feature, not the other',
    text: `SELECT DISTINCT ?product ?label { ${ONE_NOT_OTHER} } ORDER BY ?product ?label LIMIT 10`,
    isOrdered: true,
    plan: [{ patterns: ONE_NOT_OTHER }],
  },
  {
    name: 'q04',
    title: 'UNION of two features',
    text: `SELECT DISTINCT ?product ?label { { ${WITH_FEATURE(2)} } UNION { ${WITH_FEATURE(5)} } } ORDER BY ?product ?label LIMIT 10`,
    isOrdered: true,
    plan: [{ patterns: WITH_FEATURE(2) }, { patterns: WITH_FEATURE(5) }],
  },
  {
    name: 'q05',
    title: 'similar products',
    text: `SELECT DISTINCT ?product ?label { ${GIVEN} . ${SIMILAR} FILTER(?product != inst:Product1 && ?value > ?least && ?value < ?least + 300) }
      ORDER BY ?product ?label LIMIT 20`,
    isOrdered: true,
    plan: [{ patterns: GIVEN }, { patterns: SIMILAR, boundBy: { patterns: GIVEN, variables: ['feature'] } }],
  },
  {
    name: 'q06',
    title: 'regular expression, types',
    text: `SELECT ?product ?label ?typeLabel { ${NAMED} . ?local a ?type . ?type a bsbm:ProductType ; rdfs:label ?typeLabel }`,
    plan: [
      { patterns: `${NAMED} . ?local a ?type` },
      {
        patterns: '?type a bsbm:ProductType ; rdfs:label ?typeLabel',
        boundBy: { patterns: `${NAMED} . ?local a ?type`, variables: ['type'] },
      },
    ],
  },
  {
    name: 'q10',
    title: 'offers, ORDER BY price',
    text: `SELECT DISTINCT ?offer ?price { ${OFFERS} } ORDER BY ?price ?offer LIMIT 10`,
    isOrdered: true,
    plan: [{ patterns: OFFERS }],
  },
];

function ofOneProduct(iri: string): Question[] {
  const details = `?local owl:sameAs <${iri}> ; rdfs:label ?label ; rdfs:comment ?comment ; bsbm:producer ?p ; bsbm:productFeature ?f ;
    bsbm:productPropertyTextual1 ?text1 ; bsbm:productPropertyNumeric1 ?number1 . ?f rdfs:label ?feature OPTIONAL { ?local bsbm:productPropertyTextual2 ?text2 }`;
  const label = `?local owl:sameAs <${iri}> ; rdfs:label ?label`;
  const offers = `?offer bsbm:product ?sold . ?sold owl:sameAs <${iri}> . ?offer bsbm:price ?price ; bsbm:validTo ?until ; bsbm:vendor ?vendor .
    ?vendor rdfs:label ?vendorLabel FILTER(?until > "2027-01-01T00:00:00"^^xsd:dateTime)`;
  const reviews = `?review bsbm:reviewFor ?rated . ?rated owl:sameAs <${iri}> . ?review rev:reviewer ?reviewer ; dct:title ?title .
    ?reviewer foaf:name ?name OPTIONAL { ?review bsbm:rating1 ?rating1 } OPTIONAL { ?review bsbm:rating2 ?rating2 }`;
  const english = `?review bsbm:reviewFor ?rated . ?rated owl:sameAs inst:Product1 . ?review dct:title ?title ; rev:text ?text ; bsbm:reviewDate ?date ;
    rev:reviewer ?reviewer . ?reviewer foaf:name ?name FILTER(LANGMATCHES(LANG(?text), "EN")) OPTIONAL { ?review bsbm:rating1 ?rating1 }`;
  return [
    {
      name: 'q02',
      title: 'all of one product',
      text: `SELECT ?label ?comment ?producer ?feature ?text1 ?text2 ?number1 { ${details} ?p rdfs:label ?producer ; a bsbm:Producer }`,
      plan: [{ patterns: details }],
    },
    {
      name: 'q07',
      title: 'its offers and reviews',
      text: `SELECT DISTINCT ?label ?offer ?price ?vendorLabel ?review ?title ?name ?rating1 ?rating2
        { ${label} OPTIONAL { ${offers} } OPTIONAL { ${reviews} } }`,
      plan: [{ patterns: label }, { patterns: offers }, { patterns: reviews }],
    },
    {
      name: 'q08',
      title: 'English reviews',
      text: `SELECT ?title ?text ?date ?name ?rating1 { ${english} } ORDER BY DESC(?date) ?title LIMIT 20`,
      isOrdered: true,
      plan: [{ patterns: english }],
    },
  ];
}

function ofOneThing(offer: string, review: string): Question[] {
  const about = `<${review}> rev:reviewer ?reviewer . ?reviewer ?property ?value`;
  const exported = `<${offer}> bsbm:product ?local ; bsbm:vendor ?vendor ; bsbm:price ?price . ?local owl:sameAs ?product . ?vendor rdfs:label ?label`;
  return [
    {
      name: 'q09',
      title: 'a reviewer',
      text: `SELECT ?reviewer ?property ?value { ${about} }`,
      plan: [{ patterns: about }],
    },
    {
      name: 'q11',
      title: 'all of an offer',
      text: `SELECT ?property ?value ?of { { <${offer}> ?property ?value } UNION { ?of ?property <${offer}> } }`,
      plan: [{ patterns: `<${offer}> ?property ?value` }, { patterns: `?of ?property <${offer}>` }],
    },
    {
      name: 'q12',
      title: 'CONSTRUCT of an offer',
      text: `CONSTRUCT { <${offer}> bsbm:product ?product ; bsbm:price ?price ; rdfs:label ?label } WHERE { ${exported} }`,
      plan: [{ patterns: exported }],
    },
  ];
}
