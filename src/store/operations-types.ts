export const TOKEN_ROLES = ['admin', 'write'] as const;
/** `write` changes data; `admin` also changes what the service does, such as which sources it asks. */
export type TokenRole = (typeof TOKEN_ROLES)[number];

/** What is known of a token, which is never the token itself. Times are ISO 8601 in UTC. */
export interface TokenRecord {
  readonly name: string;
  readonly role: TokenRole;
  readonly createdAt: string;
  readonly revokedAt: string | undefined;
  /** To the minute. */
  readonly lastUsedAt: string | undefined;
}

export interface Tokens {
  /**
   * @returns the secret, which is kept nowhere: 256 random bits after `facilis_`
   * @throws FacilisError `conflict` when a valid token has this name
   */
  create(token: { readonly name: string; readonly role: TokenRole }): string;
  /** The valid token that this is the secret of. Takes as long for a wrong secret as for a right one. */
  verify(secret: string): TokenRecord | undefined;
  /** In order of creation, the revoked ones too. */
  list(): TokenRecord[];
  /** @returns whether there was a valid token of this name */
  revoke(name: string): boolean;
}

/** One look at a source: whether it answered, and how. */
export interface SourceCheck {
  /** IRI. */
  readonly source: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly outcome: 'up' | 'down';
  readonly milliseconds: number;
  /** What was asked or seen; why it is down. */
  readonly detail: string;
}

export interface SourceChecks {
  /** Keeps it, and of the same source the newest 500 of the last 30 days; the newest one always. */
  record(check: SourceCheck): void;
  /** Newest first. */
  history(source: string, limit: number): SourceCheck[];
  /** The newest of each source, by its IRI. */
  latest(): ReadonlyMap<string, SourceCheck>;
  /** Another one after each change. */
  version(): string;
}

/** One document for each source. */
export interface SourceDocuments {
  read(source: string): string | undefined;
  /** ISO 8601: when the document was written. */
  writtenAt(source: string): string | undefined;
  write(source: string, document: string): void;
  remove(source: string): void;
  /** Another one after each change. */
  version(): string;
}

/**
 * What the service knows that is no revision of data: it is not versioned and not published as it is, and more than one process may write it.
 */
export interface OperationsStore {
  readonly tokens: Tokens;
  readonly sourceChecks: SourceChecks;
  /** What was found out of their data. */
  readonly sourceSummaries: SourceDocuments;
  /** What they say of themselves, as N-Triples about the source. */
  readonly sourceDescriptions: SourceDocuments;
  close(): void;
}
