import { assetRoutes } from './asset-routes.ts';
import { healthRoutes } from './health-routes.ts';
import type { Route } from './route-table.ts';

/** Every address of the service. */
export const ROUTES: readonly Route[] = [...healthRoutes, ...assetRoutes];
