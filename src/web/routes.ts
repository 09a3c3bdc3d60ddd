import { assetRoutes } from './asset-routes.ts';
import { collectionRoutes } from './collection-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { entityRoutes } from './entity-routes.ts';
import { frontRoutes } from './front-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { reportRoutes } from './report-routes.ts';
import type { Route } from './route-table.ts';
import { sparqlRoutes } from './sparql-routes.ts';

/** Every address of the service. */
export const ROUTES: readonly Route[] = [
  ...frontRoutes,
  ...entityRoutes,
  ...collectionRoutes,
  ...documentRoutes,
  ...sparqlRoutes,
  ...reportRoutes,
  ...assetRoutes,
  ...healthRoutes,
];
