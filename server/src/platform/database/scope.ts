import { escapeLiteral } from "pg";

/** Person or program at work, for row-level security. Role `system` is the room's own work and sees every sector. */
export type Scope = {
  readonly userId: string;
  readonly role: string;
  /** Ids of all sectors within competence, the tree already expanded. */
  readonly sectors: readonly string[];
};

/** The scope of the room's own work (jobs, recorder, clean-up): no user, every sector. */
export const SYSTEM: Scope = { userId: "", role: "system", sectors: [] };

export type Isolation = "read committed" | "repeatable read" | "serializable";

export type TransactionOptions = {
  readonly readOnly?: boolean;
  /** Default `read committed`. */
  readonly isolation?: Isolation;
  /** Longest time of one statement. Default 15,000 ms. */
  readonly statementTimeoutMs?: number;
  /** Longest time of the whole, also where the database says nothing: after it the connection is dropped, and `DatabaseGone` thrown. */
  readonly withinMs?: number | undefined;
  /**
   * All look-ups go by a key, so no table is read through. A new room's table looks small to the database, and a plan made for it would
   * stay while thousands of rows come within its first minute.
   */
  readonly byKey?: boolean;
};

/** A comma parts the list of sectors and a control character is never part of an id. */
const NOT_AN_ID = /[\p{Cc},]/u;

function checked(value: string): string {
  if (NOT_AN_ID.test(value)) throw new TypeError(`not an id of a scope: ${JSON.stringify(value)}`);
  return value;
}

/** Ways to find rows that read a table or an index from end to end. */
const READS_THROUGH = ["seqscan", "hashjoin", "mergejoin"];

const local = (name: string, value: string): string => `set local ${name} = ${escapeLiteral(value)}`;

/**
 * BEGIN, role and settings as one simple query, thus one round trip (44 us with the commit, where `begin` alone took 36).
 * SET LOCAL ends with the transaction, so nothing leaks to the next user of the connection. Without a scope the owner of
 * the tables works.
 */
export function openingSql(scope: Scope | null, options: TransactionOptions): string {
  const begin = ["begin isolation level", options.isolation ?? "read committed", options.readOnly === true ? "read only" : ""].join(" ");
  const timeout = local("statement_timeout", String(options.statementTimeoutMs ?? 15_000));
  const keys = options.byKey === true ? READS_THROUGH.map((way) => local(`enable_${way}`, "off")) : [];
  if (scope === null) return [begin, timeout, ...keys].join("; ");
  return [
    begin,
    "set local role amaliyat_app",
    local("amaliyat.user_id", checked(scope.userId)),
    local("amaliyat.role", checked(scope.role)),
    local("amaliyat.sectors", scope.sectors.map(checked).join(",")),
    timeout,
    ...keys,
  ].join("; ");
}
