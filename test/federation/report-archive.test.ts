import { expect, it } from 'vitest';
import type { FederationReport } from '../../src/federation/federation-report.ts';
import { createReportArchive } from '../../src/federation/report-archive.ts';

const report = (id: string): FederationReport => ({
  id,
  startedAt: '2026-01-01T00:00:00.000Z',
  milliseconds: 1,
  isComplete: true,
  isPlanOnly: false,
  sources: [],
  steps: [],
});

it('keeps the last reports, and knows of those that had to go', () => {
  const archive = createReportArchive({ maxReports: 2 });
  for (const id of ['a', 'b', 'c']) archive.keep(report(id));
  expect(archive.find('a')).toBe('gone');
  expect(archive.find('c')).toEqual(report('c'));
  expect(archive.find('d')).toBeUndefined();
});

it('keeps one that is kept twice once, and does not call it gone', () => {
  const archive = createReportArchive({ maxReports: 2 });
  for (const id of ['a', 'b', 'a']) archive.keep(report(id));
  expect([archive.find('a'), archive.find('b')]).toEqual([report('a'), report('b')]);
});

it('is bounded in bytes too: the oldest make room, and what is larger than all the room is gone at once', () => {
  const bytes = JSON.stringify(report('a')).length;
  const archive = createReportArchive({ maxBytes: 2 * bytes });
  for (const id of ['a', 'b', 'c']) archive.keep(report(id));
  expect([archive.find('a'), archive.find('b')]).toEqual(['gone', report('b')]);
  archive.keep(report('x'.repeat(3 * bytes)));
  expect(archive.find('x'.repeat(3 * bytes))).toBe('gone');
  expect(archive.find('c')).toEqual(report('c'));
});
