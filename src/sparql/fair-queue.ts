/** What waits for a turn, and whose it is. */
export interface Turn {
  /** Who asks. Turns are taken round the clients, so that one with many requests delays the others by one turn at most. */
  readonly client: string;
}

/** First come, first served within a client; in turn between clients. */
export class FairQueue<T extends Turn> {
  /** In the order of their turns: a client that had one goes to the end. */
  readonly #lines = new Map<string, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  sizeOf(client: string): number {
    return this.#lines.get(client)?.length ?? 0;
  }

  push(item: T): void {
    const line = this.#lines.get(item.client);
    if (line === undefined) this.#lines.set(item.client, [item]);
    else line.push(item);
    this.#size += 1;
  }

  /** Gives an item that could not be begun its place at the head back, before all other clients. */
  putBack(item: T): void {
    const others = [...this.#lines].filter(([client]) => client !== item.client);
    const line = [item, ...(this.#lines.get(item.client) ?? [])];
    this.#lines.clear();
    this.#lines.set(item.client, line);
    for (const [client, waiting] of others) this.#lines.set(client, waiting);
    this.#size += 1;
  }

  /** The next item of the first client in turn that `mayHave` admits. */
  take(mayHave: (client: string) => boolean): T | undefined {
    for (const [client, line] of this.#lines) {
      if (!mayHave(client)) continue;
      const item = line.shift() as T;
      this.#lines.delete(client);
      if (line.length > 0) this.#lines.set(client, line);
      this.#size -= 1;
      return item;
    }
    return undefined;
  }

  remove(item: T): void {
    const line = this.#lines.get(item.client);
    const at = line?.indexOf(item) ?? -1;
    if (line === undefined || at < 0) return;
    line.splice(at, 1);
    if (line.length === 0) this.#lines.delete(item.client);
    this.#size -= 1;
  }

  /** Empties it. */
  drain(): T[] {
    const items = [...this.#lines.values()].flat();
    this.#lines.clear();
    this.#size = 0;
    return items;
  }
}
