import { exitCodeOf } from './cli/exit-code.ts';
import { serve } from './cli/serve.ts';

// The process that `npm start` runs.
try {
  await serve(process.env);
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
