import { Command, Option } from 'commander';
import { openForOperations } from '../app/command-parts.ts';
import { FacilisError } from '../errors.ts';
import { type OperationsStore, TOKEN_ROLES, type TokenRole } from '../store/operations-types.ts';
import { settings } from './environment.ts';
import { textTable } from './text-table.ts';

export function tokenCommand(): Command {
  const command = new Command('token').description('tokens for requests that change something, also beside a running service');
  command
    .command('create')
    .description('make a token and print its secret, which is kept nowhere else')
    .requiredOption('--name <name>', 'who or what will use it')
    .addOption(new Option('--role <role>', 'write changes data, admin also the registry of sources').choices(TOKEN_ROLES).default('write'))
    .action(create)
    .exitOverride();
  command.command('list').description('the tokens, also the revoked ones, without their secrets').action(list).exitOverride();
  command.command('revoke').description('end a token at once').argument('<name>', 'its name').action(revoke).exitOverride();
  return command;
}

function create({ name, role }: { readonly name: string; readonly role: TokenRole }): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,99}$/u.test(name)) {
    throw new FacilisError('malformed-request', {
      detail: `--name is ${JSON.stringify(name)}; a name has up to 100 letters, digits, spaces and . _ @ + -, a letter or digit first.`,
    });
  }
  const secret = withOperations(({ tokens }) => tokens.create({ name, role }));
  process.stdout.write(`${secret}\n`);
  process.stderr.write(`The token ${name} (${role}) is shown this once.\n`);
}

function list(): void {
  const rows = withOperations(({ tokens }) => tokens.list()).map(({ name, role, createdAt, lastUsedAt = 'never', revokedAt = '' }) => [
    name,
    role,
    createdAt,
    lastUsedAt,
    revokedAt,
  ]);
  const width = process.stdout.isTTY ? process.stdout.columns : undefined;
  process.stdout.write(`${textTable(['name', 'role', 'created', 'last used', 'revoked'], rows, width).join('\n')}\n`);
}

function revoke(name: string): void {
  const isRevoked = withOperations(({ tokens }) => tokens.revoke(name));
  if (!isRevoked)
    throw new FacilisError('not-found', { detail: `There is no valid token ${JSON.stringify(name)}; \`facilis token list\` shows them.` });
  process.stdout.write(`The token ${name} is revoked.\n`);
}

function withOperations<T>(use: (operations: OperationsStore) => T): T {
  const { dataDirectory } = settings(process.env);
  if (dataDirectory === ':memory:') {
    throw new FacilisError('invalid-setting', {
      detail: 'DATA_DIR is ":memory:", where a token is gone at once; it has to name a directory.',
    });
  }
  const operations = openForOperations({ dataDirectory });
  try {
    return use(operations);
  } finally {
    operations.close();
  }
}
