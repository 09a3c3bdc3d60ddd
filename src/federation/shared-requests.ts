interface Shared<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/** Work that several wait for is done once, and goes on for as long as one of them waits. */
export class SharedRequests<T> {
  readonly #open = new Map<string, Shared<T>>();

  /** Joins the work of that key, or starts it. Rejects with the reason of `signal`, which is that of this one alone. */
  async join(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const shared = this.#open.get(key) ?? this.#start(key, start);
    shared.waiting += 1;
    const { promise: left, reject } = Promise.withResolvers<never>();
    const leave = () => {
      shared.waiting -= 1;
      if (shared.waiting === 0) {
        this.#end(key, shared);
        shared.controller.abort(signal.reason);
      }
      reject(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([shared.promise, left]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  #start(key: string, start: (signal: AbortSignal) => Promise<T>): Shared<T> {
    const controller = new AbortController();
    const shared: Shared<T> = { promise: start(controller.signal), controller, waiting: 0 };
    this.#open.set(key, shared);
    const end = () => this.#end(key, shared);
    shared.promise.then(end, end);
    return shared;
  }

  #end(key: string, shared: Shared<T>): void {
    if (this.#open.get(key) === shared) this.#open.delete(key);
  }
}
