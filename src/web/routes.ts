import { assetRoutes } from './asset-routes.ts';
import { collectionRoutes } from './collection-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { entityRoutes } from './entity-routes.ts';
import { frontRoutes } from './front-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { reportRoutes } from './report-routes.ts';
import type { Route } from './route-table.ts';
import { sourceRegistrationRoutes } from './source-registration-routes.ts';
import { sparqlRoutes } from './sparql-routes.ts';
import { voidRoutes } from './void-routes.ts';

/** Every address of the service. */
export const ROUTES: readonly Route[] = [
  ...frontRoutes,
  ...entityRoutes,
  ...collectionRoutes,
  ...sourceRegistrationRoutes,
  ...documentRoutes,
  ...sparqlRoutes,
  ...voidRoutes,
  ...reportRoutes,
  ...assetRoutes,
  ...healthRoutes,
];
