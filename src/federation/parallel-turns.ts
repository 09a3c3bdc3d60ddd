interface Waiting {
  readonly limit: number;
  begin(): void;
}

/** Lets so many in at once; the others wait in the order in which they came. */
export class ParallelTurns {
  readonly #waiting: Waiting[] = [];
  #running = 0;

  /** Resolves to the function that ends the turn. Rejects with the signal's reason. */
  async take(limit: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#running < limit && this.#waiting.length === 0) this.#running += 1;
    else await this.#wait(limit, signal);
    return () => {
      this.#running -= 1;
      this.#next();
    };
  }

  #wait(limit: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = {
      limit,
      begin: () => {
        signal.removeEventListener('abort', leave);
        this.#running += 1;
        resolve();
      },
    };
    const leave = () => {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      reject(signal.reason);
      this.#next();
    };
    signal.addEventListener('abort', leave, { once: true });
    this.#waiting.push(waiting);
    return promise;
  }

  #next(): void {
    for (let [first] = this.#waiting; first !== undefined && this.#running < first.limit; [first] = this.#waiting) {
      this.#waiting.shift();
      first.begin();
    }
  }
}
