import type { SuiteTest } from './manifest.ts';

/** `skipped` is for what a test asks of a service that does not accept it at all; each one has its reason. */
export interface Outcome {
  readonly test: SuiteTest;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  /** Why, unless it passed. */
  readonly reason: string;
  /** How the answer was had. */
  readonly by: 'HTTP' | 'engine';
}

/** What a test found wrong, in one line; nothing when it passed. */
export type Finding = string | undefined;
