import type { RunningWeb } from './running-web.ts';

/** Lets a shipped source take part in federated queries, as an operator does. */
export async function enableSource({ ask, operations }: RunningWeb, slug: string): Promise<void> {
  const token = operations.tokens.create({ name: `enables ${slug}`, role: 'admin' });
  const { status, text } = await ask(`/sources/${slug}/enabled`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
    body: 'true',
  });
  if (status !== 204) throw new Error(`${slug} was not enabled: ${status} ${text}`);
}
