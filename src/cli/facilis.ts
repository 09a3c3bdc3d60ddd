#!/usr/bin/env node
import { Command } from 'commander';
import { VERSION } from '../app/project.ts';
import { exportCommand } from './export.ts';
import { loadCommand } from './load.ts';
import { queryCommand } from './query.ts';
import { run } from './run.ts';
import { serve } from './serve.ts';
import { sourceCommand } from './source.ts';
import { tokenCommand } from './token.ts';
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
const commands = [validateCommand(), loadCommand(), exportCommand(), queryCommand(), sourceCommand(), tokenCommand()];
for (const command of commands) program.addCommand(command.exitOverride());

await run(() => program.parseAsync());
