import type { SeededRandom } from '../../bench/sparql/seeded-random.ts';

/** Constants of every kind that the data has, and some that it does not have. */
const CONSTANTS = [':n0', ':n4', '1', '2', '0', '-3', '2.5', '1.0e1', 'true', '"cat"', '"cat"@en', '"a"', '"2"', '""'];
const ONE =
  'STR LANG DATATYPE BOUND isIRI isLITERAL isNUMERIC isBLANK STRLEN UCASE LCASE ENCODE_FOR_URI ABS ROUND CEIL FLOOR YEAR MONTH DAY HOURS MINUTES TZ MD5 SHA256 xsd:integer xsd:string xsd:boolean xsd:decimal xsd:double'.split(
    ' ',
  );
const TWO = 'STRSTARTS STRENDS CONTAINS STRBEFORE STRAFTER LANGMATCHES sameTerm CONCAT COALESCE STRLANG'.split(' ');
const OPERATORS = ['+', '-', '*', '/', '=', '!=', '<', '>', '<=', '>=', '&&', '||'];

/** An expression over some variables, or its error: both are answers. */
export function expression(random: SeededRandom, variables: readonly string[], depth = 2): string {
  const { below, pick } = random;
  const inner = () => expression(random, variables, depth - 1);
  const variable = () => pick(variables);
  if (depth === 0) return below(3) === 0 ? pick(CONSTANTS) : variable();
  switch (below(9)) {
    case 0:
    case 1: {
      const name = pick(ONE);
      return `${name}(${name === 'BOUND' ? variable() : inner()})`;
    }
    case 2:
    case 3:
      return `${pick(TWO)}(${inner()}, ${inner()})`;
    case 4:
    case 5:
      return `(${inner()} ${pick(OPERATORS)} ${inner()})`;
    case 6:
      return `IF(${inner()}, ${inner()}, ${inner()})`;
    case 7:
      return pick([
        `!(${inner()})`,
        `(${inner()} ${pick(['IN', 'NOT IN'])} (${inner()}, ${pick(CONSTANTS)}))`,
        `REGEX(STR(${variable()}), "${pick(['^c', 'a', 'o', '[0-9]$', '^$'])}", "${pick(['', 'i'])}")`,
        `REPLACE(STR(${variable()}), "${pick(['a', 'n([0-9])', 'o.*'])}", "x$0")`,
        `SUBSTR(STR(${variable()}), ${1 + below(3)}, ${below(4)})`,
        `STRDT(STR(${variable()}), xsd:integer)`,
        `IRI(STR(${variable()}))`,
      ]);
    default:
      return `(${variable()} ${pick(OPERATORS)} ${pick(CONSTANTS)})`;
  }
}
