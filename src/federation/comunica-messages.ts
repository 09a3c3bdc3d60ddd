import type { PlainFailure } from '../sparql/replica-messages.ts';
import type { Solutions } from './inline-services.ts';
import type { InboundResponse, OutboundRequest } from './source-client-types.ts';

export type ToComunica =
  | { readonly kind: 'query'; readonly endpoint: string; readonly query: string; readonly maxRows: number }
  | { readonly kind: 'response'; readonly id: number; readonly response: InboundResponse | undefined };

export type FromComunica =
  | { readonly kind: 'ready' }
  /** A request that the main thread makes for it, under guard. */
  | { readonly kind: 'request'; readonly id: number; readonly request: OutboundRequest }
  | { readonly kind: 'solutions'; readonly solutions: Solutions }
  | { readonly kind: 'failure'; readonly failure: PlainFailure };
