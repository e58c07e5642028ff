import {
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SingleConnectionProvider,
  Transaction,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
} from "kysely";
import type { PoolClient, QueryResultRow } from "pg";
import { goneOr } from "./gone.ts";

/**
 * One open transaction. A feature narrows it to its own tables with `tx.withTables<Tables>()`.
 * JavaScript arrays become SQL arrays; a JSON column takes `JSON.stringify(value)`. A statement that begins with a comment `kept` is planned
 * once for each connection: half of what the database does for a file that comes was planning the same again.
 */
export type Tx = Transaction<unknown>;

const COUNTED = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

const compiler = new PostgresQueryCompiler();
const adapter = new PostgresAdapter();

const dialect: Dialect = {
  createAdapter: () => adapter,
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => compiler,
};
const driver = dialect.createDriver();

/** Sends one statement, or several without parameters in one round trip; a lost database is told as `DatabaseGone`. */
export async function send<R extends QueryResultRow>(client: PoolClient, sql: string, parameters?: readonly unknown[]) {
  try {
    return await (parameters === undefined ? client.query<R>(sql) : client.query<R>(sql, [...parameters]));
  } catch (error) {
    throw goneOr(error);
  }
}

/** Begins a statement whose plan a connection keeps from its second run on: for one that runs some hundred times a second under load. */
const KEPT = "/* kept */";
const names = new Map<string, string>();

/** The name under which a connection keeps a statement. They are few and written in our code: nothing that a caller says is among them. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `kept ${names.size + 1}`;
  names.set(text, name);
  return name;
}

async function run<R extends QueryResultRow>(client: PoolClient, { sql, parameters }: CompiledQuery) {
  if (!sql.trimStart().startsWith(KEPT)) return send<R>(client, sql, parameters);
  try {
    return await client.query<R>({ name: nameOf(sql), text: sql, values: [...parameters] });
  } catch (error) {
    throw goneOr(error);
  }
}

type OpenTx = {
  readonly tx: Tx;
  /** After this the transaction refuses to run anything: its connection belongs to somebody else. */
  readonly close: () => void;
  /** True if a statement failed: what came after it did nothing. */
  readonly hasFailed: () => boolean;
};

/**
 * A kysely transaction over a client on which BEGIN was sent; `begun` is its answer. Statements run one after the other, and give nothing
 * unless it began.
 */
export function txOver(client: PoolClient, begun: Promise<unknown>): OpenTx {
  let [open, failed] = [true, false];
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      if (!open) throw new Error("the transaction has ended: await every statement inside it");
      const [, { command, rowCount, rows }] = await Promise.all([begun, run<R & QueryResultRow>(client, query)]).catch((error: unknown) => {
        failed = true;
        throw error;
      });
      return COUNTED.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
    },
    streamQuery() {
      throw new Error("read long results in pages (keyset), not as a stream");
    },
  };
  const executor = new DefaultQueryExecutor(compiler, adapter, new SingleConnectionProvider(connection));
  const tx = new Transaction<unknown>({ config: { dialect }, dialect, driver, executor });
  return { tx, close: () => (open = false), hasFailed: () => failed };
}
