import { Client, type Connection, type Submittable } from "pg";
import { messageOf } from "../project/message-of.ts";
import { listAt, numberAt, textAt } from "../project/json.ts";

/** A column of a result. `table` and `nth` name the column of a table that it is, 0 where it is computed. */
export type Column = { readonly name: string; readonly type: number; readonly table: number; readonly nth: number };

export type Described = { readonly columns: readonly Column[] } | { readonly error: string };

/** Sends Parse and Describe: PostgreSQL resolves every name and type of a statement, and runs nothing. */
class Describe implements Submittable {
  readonly done: Promise<Described>;
  readonly #text: string;
  readonly #resolve: (described: Described) => void;
  #columns: readonly Column[] = [];

  constructor(text: string) {
    const { promise, resolve } = Promise.withResolvers<Described>();
    this.done = promise;
    this.#resolve = resolve;
    this.#text = text;
  }

  submit(connection: Connection): void {
    connection.parse({ name: "", text: this.#text, types: [] }, true);
    connection.describe({ type: "S", name: "" }, true);
    connection.sync();
  }

  /** Called by pg; so are the others below. */
  handleRowDescription(message: unknown): void {
    this.#columns = listAt(message, "fields").map((field) => ({
      name: textAt(field, "name"),
      type: numberAt(field, "dataTypeID") ?? 0,
      table: numberAt(field, "tableID") ?? 0,
      nth: numberAt(field, "columnID") ?? 0,
    }));
  }

  handleError(error: unknown): void {
    this.#resolve({ error: messageOf(error) });
  }

  handleReadyForQuery(): void {
    this.#resolve({ columns: this.#columns });
  }
}

/** Prepares a statement and answers its columns, or the sentence by which PostgreSQL refuses it. */
export function describe(client: Client, text: string): Promise<Described> {
  const asked = new Describe(text);
  client.query(asked);
  return asked.done;
}

const PLANNED = /^\s*(?:\/\*[^*]*\*\/\s*)?(?:select|insert|update|delete|merge|with|values)\b/iu;

/** Plans a statement as the current role and answers the refusal, or null. Planning tests privileges and policies, preparing does not. */
export async function refusalOf(client: Client, text: string): Promise<string | null> {
  if (!PLANNED.test(text)) return null;
  try {
    await client.query(`explain (generic_plan) ${text}`);
    return null;
  } catch (cause) {
    return messageOf(cause);
  }
}
