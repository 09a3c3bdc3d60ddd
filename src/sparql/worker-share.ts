/** A client that has asked nothing for so long is not there. */
const PRESENCE_MS = 10_000;

/**
 * Who holds how many replicas. A client that is alone may hold all but one, so there is always one that another client's
 * query can have at once; beside others it leaves them a worker, and with it, as a rule, a core. A client whose query ended its worker is charged for it until another one is warm in its place:
 * otherwise clients of queries that reach their time limit would use up the warm spares. While it is alone it is not charged.
 */
export class WorkerShare {
  readonly #workers: number;
  readonly #replicas: number;
  readonly #held = new Map<string, number>();
  #inUse = 0;
  #broken: string[] = [];
  /** When each client had its last turn, the latest last. */
  readonly #present = new Map<string, number>();

  /** `workers` queries run at once, on `replicas` that are kept warm. */
  constructor({ workers, replicas }: { readonly workers: number; readonly replicas: number }) {
    this.#workers = workers;
    this.#replicas = replicas;
  }

  /** Whether the client may have one more. Beyond `workers` only those who have none get one: the spares are their reserve. */
  mayHave(client: string): boolean {
    const held = this.#of(client);
    const most = this.#isAlone(client) ? this.#replicas - 1 : this.#workers - 1;
    return held < Math.max(1, most) && (this.#inUse < this.#workers || held === 0);
  }

  take(client: string): void {
    this.#count(client, 1);
    this.#present.delete(client);
    this.#present.set(client, performance.now());
  }

  giveBack(client: string, { isBroken }: { readonly isBroken: boolean }): void {
    this.#count(client, -1);
    if (isBroken) this.#broken.push(client);
  }

  /** To be told how many replicas are warm: those replaced since are nobody's fault any more. */
  settle(warm: number): void {
    const missing = Math.max(0, this.#replicas - warm);
    if (this.#broken.length > missing) this.#broken = this.#broken.slice(this.#broken.length - missing);
  }

  #of(client: string): number {
    const held = this.#held.get(client) ?? 0;
    return this.#isAlone(client) ? held : held + this.#broken.filter((each) => each === client).length;
  }

  #isAlone(client: string): boolean {
    for (const [each, at] of this.#present) {
      if (performance.now() - at > PRESENCE_MS) this.#present.delete(each);
      else if (each !== client) return false;
    }
    return true;
  }

  #count(client: string, by: number): void {
    const held = (this.#held.get(client) ?? 0) + by;
    if (held === 0) this.#held.delete(client);
    else this.#held.set(client, held);
    this.#inUse += by;
  }
}
