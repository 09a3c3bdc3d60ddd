import { run } from './cli/run.ts';
import { serve } from './cli/serve.ts';

// The process that `npm start` runs.
await run(() => serve(process.env));
