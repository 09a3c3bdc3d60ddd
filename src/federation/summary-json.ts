import type { SourceSummary } from './source-summary.ts';

/** Of the form in which summaries are kept; one in another form is taken anew. */
const VERSION = 2;

export function summaryToJson({ predicates, classes, ...rest }: SourceSummary): string {
  return JSON.stringify({ version: VERSION, ...rest, predicates: [...predicates], classes: [...classes] });
}

/** The inverse; `undefined` for what is no such document. */
export function summaryFromJson(text: string): SourceSummary | undefined {
  try {
    const { version, predicates, classes, ...rest } = JSON.parse(text);
    if (version !== VERSION) return undefined;
    return { characteristicSets: undefined, validator: undefined, ...rest, predicates: new Map(predicates), classes: new Map(classes) };
  } catch (cause) {
    // JSON.parse and Map: the text is not what was written, and the summary can be had again.
    if (cause instanceof SyntaxError || cause instanceof TypeError) return undefined;
    throw cause;
  }
}
