#!/usr/bin/env node
import { Command } from 'commander';
import { VERSION } from '../app.ts';
import { exportCommand } from './export.ts';
import { loadCommand } from './load.ts';
import { queryCommand } from './query.ts';
import { run } from './run.ts';
import { serve } from './serve.ts';
import { validateCommand } from './validate.ts';

const program = new Command('facilis')
  .description('The linked-open-data hub for technology facilitation.')
  .version(VERSION)
  .showHelpAfterError('(facilis --help shows the commands)')
  .exitOverride();

program
  .command('serve')
  .description('serve the inventory until Ctrl-C; the settings are environment variables, see the README')
  .action(() => serve(process.env));
for (const command of [validateCommand(), loadCommand(), exportCommand(), queryCommand()]) program.addCommand(command.exitOverride());

await run(() => program.parseAsync());
