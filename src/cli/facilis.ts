#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { VERSION } from '../app.ts';
import { exitCodeOf } from './exit-code.ts';
import { exportCommand } from './export.ts';
import { loadCommand } from './load.ts';
import { serve } from './serve.ts';
import { validateCommand } from './validate.ts';

/** Exit codes: 0, 1 (the data or the work failed), 2 (wrong usage). */
const program = new Command('facilis')
  .description('The linked-open-data hub for technology facilitation.')
  .version(VERSION)
  .showHelpAfterError('(facilis --help shows the commands)')
  .exitOverride();

program
  .command('serve')
  .description('serve the inventory until Ctrl-C; the settings are environment variables, see the README')
  .action(() => serve(process.env));
for (const command of [validateCommand(), loadCommand(), exportCommand()]) program.addCommand(command.exitOverride());

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = exitCodeOf(error);
}
