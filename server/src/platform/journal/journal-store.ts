import { DatabaseSync } from "node:sqlite";
import type { Kept, Step } from "./journal-protocol.ts";

type KeptRecord = { readonly place: number; readonly text: string };

/** The part of a journal that a reader needs. */
type JournalReader = {
  readonly replay: (stream: string) => KeptRecord[];
  readonly get: (name: string) => string | null;
};

function readerOf(db: DatabaseSync): JournalReader {
  const select = db.prepare("select place, text from record where stream = ? order by place");
  const find = db.prepare("select text from value where name = ?");
  return {
    replay: (stream) => select.all(stream).map(({ place, text }) => ({ place: Number(place), text: String(text) })),
    get: (name) => {
      const found = find.get(name)?.["text"];
      return typeof found === "string" ? found : null;
    },
  };
}

/** Opens a journal to read it, beside whoever writes it. */
export const openReader = (file: string): JournalReader => readerOf(new DatabaseSync(file, { readOnly: true }));

/** Steps of one batch are one transaction: all of them are on the disk when `run` returns, or none. */
export type JournalStore = { readonly run: (steps: readonly Step[]) => Kept[] };

/**
 * Opens the file. Two processes that wrote one journal would each take the other's records for its own. The lock on the file beside it is
 * the system's and ends with the process. Another process may read meanwhile. `autoincrement`: a place that was dropped is not given again.
 */
export function openStore(file: string): JournalStore {
  const lock = new DatabaseSync(`${file}.lock`);
  // In memory: the lock of an empty file would begin a file beside it, and a full disk takes none.
  lock.exec("pragma journal_mode = memory; pragma locking_mode = exclusive; begin exclusive");
  const db = new DatabaseSync(file);
  db.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    create table if not exists record (place integer primary key autoincrement, stream text not null, text text not null) strict;
    create index if not exists record_stream on record (stream, place);
    create table if not exists value (name text primary key, text text not null) strict, without rowid;`);
  const insert = db.prepare("insert into record (stream, text) values (?, ?)");
  const reader = readerOf(db);
  const drop = db.prepare("delete from record where stream = ? and place < ?");
  const put = db.prepare("insert into value (name, text) values (?, ?) on conflict (name) do update set text = excluded.text");

  const forget = db.prepare("delete from value where name = ?");
  // A prefix is no pattern: every name from it up to the last one that begins with it.
  const valuesFrom = db.prepare("select text from value where name >= ? and name < ? || char(1114111) order by name");

  const runStep = (step: Step): Kept => {
    switch (step.kind) {
      case "append": {
        let first: number | null = null;
        for (const record of step.records) {
          const { lastInsertRowid } = insert.run(step.stream, record);
          first ??= Number(lastInsertRowid);
        }
        return first;
      }
      case "replay":
        return reader.replay(step.stream);
      case "truncate":
        drop.run(step.stream, step.before);
        return null;
      case "put":
        put.run(step.name, step.value);
        return null;
      case "get":
        return reader.get(step.name);
      case "remove":
        forget.run(step.name);
        return null;
      case "values":
        return valuesFrom.all(step.prefix, step.prefix).map(({ text }) => String(text));
    }
  };
  return {
    run(steps) {
      db.exec("begin immediate");
      try {
        const kept = steps.map(runStep);
        db.exec("commit");
        return kept;
      } catch (cause) {
        if (db.isTransaction) db.exec("rollback");
        throw cause;
      }
    },
  };
}
