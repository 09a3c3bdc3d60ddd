import { describe, expect, it } from 'vitest';
import { FairQueue } from '../../src/sparql/fair-queue.ts';

const all = () => true;

function queueOf(...names: string[]): FairQueue<{ client: string; name: string }> {
  const queue = new FairQueue<{ client: string; name: string }>();
  for (const name of names) queue.push({ client: name.charAt(0), name });
  return queue;
}

function order(queue: FairQueue<{ client: string; name: string }>): string {
  return Array.from({ length: queue.size }, () => queue.take(all)?.name).join(' ');
}

describe('fair turns', () => {
  it('go round the clients, whoever came with how many', () => {
    expect(order(queueOf('a1', 'a2', 'a3', 'b1', 'c1', 'b2'))).toBe('a1 b1 c1 a2 b2 a3');
  });

  it('pass over a client that may have none now, without loss of its turn', () => {
    const queue = queueOf('a1', 'a2', 'b1');
    expect(queue.take((client) => client !== 'a')?.name).toBe('b1');
    expect(queue.take((client) => client === 'c')).toBeUndefined();
    expect(order(queue)).toBe('a1 a2');
  });

  it('are counted per client and in all, and what is put back or removed keeps the count', () => {
    const queue = queueOf('a1', 'b1', 'b2');
    const first = queue.take(all);
    if (first !== undefined) queue.putBack(first);
    expect([queue.size, queue.sizeOf('a'), queue.sizeOf('b'), queue.sizeOf('c')]).toEqual([3, 1, 2, 0]);
    const second = { client: 'b', name: 'b3' };
    queue.push(second);
    queue.remove(second);
    queue.remove(second);
    expect(order(queue)).toBe('a1 b1 b2');
    expect(queue.size).toBe(0);
  });
});
