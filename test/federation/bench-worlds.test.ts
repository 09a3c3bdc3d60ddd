import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CountingProxy, countingProxy } from '../../bench/federation/counting-proxy.ts';
import { idealPlan } from '../../bench/federation/ideal-plan.ts';
import { isSameAnswer, rowsOf } from '../../bench/federation/same-answer.ts';
import { type Truth, truthOf } from '../../bench/federation/truth.ts';
import type { World } from '../../bench/federation/world.ts';
import { WORLDS } from '../../bench/federation/worlds.ts';
import { type FaultyMember, startFaultyMember } from './faulty-member.ts';

describe.each(Object.entries(WORLDS))('the world %s of the federation benchmark', (_, { header, make }) => {
  const sizes: { world: World; truth: Truth }[] = [];
  beforeAll(async () => {
    for (const members of [5, 10]) {
      const world = await make({ members, seed: 1 });
      sizes.push({ world, truth: truthOf(world) });
    }
  });

  it('asks twelve questions, each of which its data answers', () => {
    for (const { world, truth } of sizes) {
      expect(new Set(world.questions.map(({ name }) => name)).size).toBe(12);
      for (const { name, text } of world.questions) expect(rowsOf(truth.answer(text)).length, name).toBeGreaterThan(0);
    }
  });

  it('has an ideal plan for each that asks some member, and no more of them when few hold what is needed', () => {
    const [small, large] = sizes.map(({ world, truth }) =>
      world.questions.map((question) => ({ question, ideal: idealPlan(question, { truth, header, blockSize: 200 }) })),
    );
    for (const [index, { question, ideal }] of (small ?? []).entries()) {
      expect(ideal.requests, question.name).toBeGreaterThan(0);
      if (question.isOfFew) expect(large?.[index]?.ideal, question.name).toEqual(ideal);
    }
  });

  it('is the same for the same seed, and another for another', async () => {
    const again = truthOf(await make({ members: 5, seed: 1 }));
    const other = truthOf(await make({ members: 5, seed: 2 }));
    const { world, truth } = sizes[0] as (typeof sizes)[number];
    const all = (of: Truth) => world.questions.map(({ text }) => of.answer(text));
    expect(all(again)).toEqual(all(truth));
    expect(all(other)).not.toEqual(all(truth));
  });
});

describe('an ideal plan', () => {
  it('counts the members that hold a match, times the blocks of what is sent along', async () => {
    const { header, make } = WORLDS.inventory as (typeof WORLDS)[string];
    const world = await make({ members: 5, seed: 1 });
    const question = {
      name: 'bound',
      title: '',
      text: '',
      plan: [{ patterns: '?x tf:technologyArea ?area', boundBy: { patterns: '?area a tf:TechnologyArea', variables: ['area'] } }],
    };
    const areas = 19 * (1 + 2 + 4);
    const ideal = idealPlan(question, { truth: truthOf(world), header, blockSize: 50 });
    expect(ideal).toEqual({ requests: 15, allowed: 27, groups: [{ holders: 5, blocks: Math.ceil(areas / 50) }] });
  });
});

describe('answers', () => {
  it('are the same as multisets, and as sequences only where order is part of them', () => {
    expect(isSameAnswer(['a', 'b', 'a'], ['a', 'a', 'b'], {})).toBe(true);
    expect(isSameAnswer(['a', 'b'], ['a', 'a', 'b'], {})).toBe(false);
    expect(isSameAnswer(['a', 'b'], ['b', 'a'], { isOrdered: true })).toBe(false);
  });
});

describe('the counting proxy', () => {
  let member: FaultyMember;
  let proxy: CountingProxy;
  beforeAll(async () => {
    member = await startFaultyMember('<urn:a> <urn:b> "c" .', 'healthy');
    proxy = await countingProxy(new URL(member.endpoint), 5);
  });
  afterAll(async () => {
    await proxy.close();
    await member.close();
  });

  it('hands on queries by GET and POST, and counts requests and bytes since it was last asked', async () => {
    const query = 'ASK { <urn:a> <urn:b> "c" }';
    const answers = [
      await fetch(`${proxy.endpoint}?${new URLSearchParams({ query })}`),
      await fetch(proxy.endpoint, { method: 'POST', body: new URLSearchParams({ query }) }),
      await fetch(proxy.endpoint, { method: 'POST', body: query, headers: { 'content-type': 'application/sparql-query' } }),
    ];
    let bytes = 0;
    for (const answer of answers) {
      const text = await answer.text();
      expect(JSON.parse(text).boolean).toBe(true);
      bytes += text.length;
    }
    expect(proxy.take()).toEqual({ requests: 3, bytes });
    expect(proxy.take()).toEqual({ requests: 0, bytes: 0 });
  });
});
