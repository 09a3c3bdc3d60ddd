import type { Solutions } from './read-solutions.ts';

/** What one request to a member brought, all attempts together. */
export interface Reply {
  readonly solutions: Solutions;
  readonly requests: number;
  readonly bytes: number;
  readonly milliseconds: number;
  /** Revision of the inventory that it was answered on. */
  readonly sequence?: number;
}

/** The one way to the data of a member. */
export interface Asker {
  /** @throws FacilisError `source-failed`, `source-timeout`, naming the source */
  ask(member: string, query: string): Promise<Reply>;
}
