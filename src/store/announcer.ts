import type { CommitEvent } from './types.ts';

type Listener = (event: CommitEvent) => void;

/** Tells listeners of commits in the order in which these became durable. */
export class CommitAnnouncer {
  readonly #listeners = new Set<Listener>();
  readonly #waiting: CommitEvent[] = [];
  #busy = false;

  listen(listener: Listener): () => void {
    // A function of its own each time, so that ending one subscription never ends another of the same function.
    const own: Listener = (event) => listener(event);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  announce(event: CommitEvent): void {
    this.#waiting.push(event);
    // A listener that commits must not let the others hear of the second commit before the first.
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) this.#tellAll(next);
    this.#busy = false;
  }

  #tellAll(event: CommitEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        // The commit is on disk: it must not look failed to its caller, nor may the listener's mistake be swallowed.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
