import { Command } from 'commander';
import { openForChecking } from '../app/command-parts.ts';
import { FacilisError } from '../errors.ts';
import { storeSettings } from './environment.ts';
import { localRegistry } from './local-registry.ts';
import { withProgress } from './progress.ts';
import type { RegistryAccess } from './registry-access.ts';
import { remoteRegistry } from './remote-registry.ts';
import { sourceRefreshCommand } from './source-refresh.ts';
import { SOURCE_COLUMNS, type SourceRow } from './source-rows.ts';
import { textTable } from './text-table.ts';
import { userName } from './user-name.ts';

interface Options {
  readonly service?: string;
  readonly token?: string;
}

export function sourceCommand(): Command {
  const command = new Command('source').description('the registry of federated sources: of the local state, or of a running service');
  const add = command
    .command('add')
    .description('register the source that an RDF file describes')
    .argument('<file>', 'in the format of its suffix');
  add.option('--replace', 'also when it is registered already');
  add.action(async (path: string, options: Options & { replace?: true }) => {
    const iri = await registry(options).add(path, { isReplacing: options.replace === true });
    process.stdout.write(`The source <${iri}> is registered.\n`);
  });
  const list = command.command('list').description('the sources with what the last look at each found');
  list.action(async (options: Options) => print(await registry(options).rows()));
  const check = command
    .command('check')
    .description('ask sources now whether they answer')
    .argument('[slug]', 'all enabled ones unless given');
  check.addHelpText('after', '\nExit code 1 when one does not answer.').action(checkSources);
  const remove = command.command('remove').description('take a source out of the registry').argument('<slug>', 'the end of its name');
  remove.action(async (slug: string, options: Options) => {
    await registry(options).remove(slug);
    process.stdout.write(`The source ${slug} is removed.\n`);
  });
  const enable = switchCommand({ isEnabled: true, description: 'let a source take part in federated queries' });
  const disable = switchCommand({ isEnabled: false, description: 'ask a source no more; its registration stays' });
  const refresh = sourceRefreshCommand(() => openForChecking(storeSettings(process.env), { secret: (name) => process.env[name] }));
  for (const each of [enable, disable, refresh.exitOverride()]) command.addCommand(each);
  for (const each of [add, list, check, remove, enable, disable]) {
    each.option('--service <url>', 'the address of a running service, such as http://localhost:3000/; the local state unless given');
    each.option('--token <secret>', "an administrator's token of that service; FACILIS_TOKEN from the environment unless given");
    each.exitOverride();
  }
  return command;
}

function switchCommand({ isEnabled, description }: { readonly isEnabled: boolean; readonly description: string }): Command {
  const command = new Command(isEnabled ? 'enable' : 'disable').description(description).argument('<slug>', 'the end of its name');
  return command.action(async (slug: string, options: Options) => {
    await registry(options).setEnabled(slug, isEnabled);
    process.stdout.write(`The source ${slug} is ${command.name()}d.\n`);
  });
}

function registry({ service, token = process.env.FACILIS_TOKEN }: Options): RegistryAccess {
  return service === undefined ? localRegistry(process.env, userName()) : remoteRegistry(service, token);
}

async function checkSources(slug: string | undefined, options: Options): Promise<void> {
  const access = registry(options);
  const wanted = (await access.rows()).filter((row) => (slug === undefined ? row.isEnabled : row.slug === slug)).map((row) => row.slug);
  if (slug !== undefined && wanted.length === 0)
    throw new FacilisError('not-found', { detail: `There is no source ${JSON.stringify(slug)}.` });
  await withProgress(async (onProgress) => {
    for (const [index, each] of wanted.entries()) {
      onProgress(`asking ${each}`, index, wanted.length);
      await access.check(each);
    }
  });
  const rows = (await access.rows()).filter((row) => wanted.includes(row.slug));
  print(rows);
  if (rows.some(({ isDown }) => isDown)) process.exitCode = 1;
}

function print(rows: readonly SourceRow[]): void {
  const width = process.stdout.isTTY ? process.stdout.columns : undefined;
  const cells = rows.map((row) => row.cells);
  process.stdout.write(`${textTable(SOURCE_COLUMNS, cells, width).join('\n')}\n`);
}
