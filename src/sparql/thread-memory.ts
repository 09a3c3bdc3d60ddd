import { getHeapStatistics } from 'node:v8';

/** A worker that has grown by so much since it was built is replaced after its query. */
const MAX_GROWTH_BYTES = 128 << 20;

/** Watches the memory of the thread that it is made in: that of the engine, which never shrinks, and its heap. */
export class ThreadMemory {
  #expected = used();

  /** Calls what may grow the thread for good, because the data did. */
  grow<T>(work: () => T): T {
    const before = used();
    const result = work();
    this.#expected += Math.max(0, used() - before);
    return result;
  }

  isGrown(): boolean {
    return used() - this.#expected > MAX_GROWTH_BYTES;
  }
}

function used(): number {
  const { external_memory, total_heap_size } = getHeapStatistics();
  return external_memory + total_heap_size;
}
