import { ERROR_TITLES, type FacilisError } from '../errors.ts';
import type { Exchange } from './exchange.ts';
import { isOurFault, PROBLEM_STATUS } from './problem-status.ts';
import { reportIRI } from './report-links.ts';

/** Each type is documented in the README under the heading that is its fragment. */
const PROBLEM_TYPE_BASE = 'https://w3id.org/technology-facilitation/problems#';

/** RFC 9457 §3: the members of a problem details object; other members are extensions of its type. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly [extension: string]: unknown;
}

/** RFC 9457 §5: what happened inside is for the log; the client gets the id to ask with. */
const WITHHELD = 'The service failed to answer. The operator finds what happened in the log under the request id.';

export function problemDocument(error: FacilisError, { requestId, site }: Exchange): ProblemDocument {
  const report = reportOf(error);
  const withheld = isOurFault(error.code);
  return {
    ...(withheld ? {} : error.extra),
    ...(report !== undefined && { report: reportIRI(site.parts.config.baseIRI, report) }),
    type: PROBLEM_TYPE_BASE + error.code,
    title: ERROR_TITLES[error.code],
    status: PROBLEM_STATUS[error.code],
    detail: withheld ? WITHHELD : error.detail,
    instance: `urn:uuid:${requestId}`,
  };
}

/** The id of the report of the federated query that failed. */
export function reportOf({ extra }: FacilisError): string | undefined {
  return typeof extra.report === 'string' ? extra.report : undefined;
}
