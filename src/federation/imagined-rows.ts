import { variablesOf } from './algebra.ts';
import { termsFor } from './pattern-at-member.ts';
import type { Group } from './pattern-groups.ts';
import type { Relation } from './relation.ts';
import { BLANK, LITERAL } from './source-summary.ts';

/** More would not change the plan that is shown. */
const MAX_ROWS = 500;

/** Rows such as the members of a group may give, for a plan that is shown without asking anybody: terms with the right prefixes. */
export function imaginedRows({ patterns, placed, rows }: Group): Relation {
  const variables = [...new Set(patterns.flatMap(variablesOf))];
  const all = [...rows].flatMap(([member, estimate]) => {
    const terms = variables.map((name) =>
      placed.flatMap(({ pattern, matches }) => {
        const match = matches.get(member);
        return match === undefined ? [] : (termsFor(name, pattern, match) ?? []);
      }),
    );
    const count = Math.min(MAX_ROWS, Math.ceil(estimate));
    return Array.from({ length: count }, (_, at) =>
      terms.map((prefixes) => imagined(prefixes[at % Math.max(1, prefixes.length)], `${member}-${at}`)),
    );
  });
  return { variables, rows: all };
}

function imagined(prefix: string | undefined, unique: string): string {
  if (prefix === LITERAL) return `"imagined ${unique}"`;
  if (prefix === undefined || prefix === BLANK) return `<urn:facilis:imagined:${unique}>`;
  return `<${prefix}imagined-${unique}>`;
}
