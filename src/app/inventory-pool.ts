import { createQueryPool, type QueryPool } from '../sparql/query-pool.ts';
import type { StoreReader } from '../store/types.ts';
import type { AppConfig } from './project.ts';

/** Replicas of the store: what is committed reaches them as a patch before the next query. */
export function inventoryPool(config: AppConfig, reader: StoreReader, spares?: number): QueryPool {
  const pool = createQueryPool({
    snapshot: () => ({ nquads: reader.nquads(), sequence: reader.sequence() }),
    workers: config.queryWorkers,
    spares,
    timeoutMs: config.queryTimeoutMs,
    maxRows: config.queryMaxRows,
    baseIRI: config.baseIRI,
  });
  reader.onCommit((event) => pool.apply(event));
  return pool;
}
