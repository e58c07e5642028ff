import { isCommitted, isWords } from "@amaliyat/contract/audit";
import { sql } from "kysely";
import { vaultOf, type SealedPlace, type Tx } from "../platform/database/index.ts";
import { canonicalJson, storableJson, type Json } from "./tree/canonical-json.ts";
import { newSalt } from "./entry.ts";
import { sha256 } from "./tree/merkle.ts";

/** Words of one entry, by the path of their key in its detail. */
export type Word = { readonly key: string; readonly salt: Buffer; readonly value: Json };

type Parted = { readonly detail: Json; readonly words: readonly Word[] };

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const commitment = (salt: Buffer, value: Json): string =>
  sha256(Buffer.concat([salt, Buffer.from(canonicalJson(value), "utf8")])).toString("hex");

/** A detail without words of people: where they stood is SHA-256(salt || canonical JSON of them). */
export function partedDetail(given: unknown): Parted {
  const words: Word[] = [];
  const walk = (value: Json, path: string): Json => {
    if (isList(value)) return value.map((each, nth) => walk(each, `${path}${nth}.`));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (!isWords(key, inner)) return [key, walk(inner, `${path}${key}.`)];
        const salt = newSalt();
        words.push({ key: `${path}${key}`, salt, value: inner });
        return [key, { committed: commitment(salt, inner) }];
      }),
    );
  };
  return { detail: walk(storableJson(given), ""), words };
}

const about = (index: number | string, key: string): string => `log_words/${index}/${key}`;

export const WORDS_SEALED: SealedPlace = {
  table: "log_words",
  column: "sealed",
  key: ["index", "key"],
  about: ({ index = "", key = "" }) => about(index, key),
};

/** Inserts words of entries beside them, sealed. In the transaction of the entries. */
export async function insertWords(
  tx: Tx,
  entries: readonly { readonly index: number; readonly at: string; readonly words: readonly Word[] }[],
): Promise<void> {
  const rows = entries.flatMap(({ index, at, words }) =>
    words.map(({ key, salt, value }) => {
      const sealed = vaultOf(tx).seal(JSON.stringify({ salt: salt.toString("hex"), value }), about(index, key));
      return { index, key, at, sealed: sealed.toString("hex") };
    }),
  );
  if (rows.length === 0) return;
  await sql`
    insert into log_words (index, key, at, sealed)
    select (w ->> 'index')::bigint, w ->> 'key', (w ->> 'at')::timestamptz, decode(w ->> 'sealed', 'hex')
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as given (w)`.execute(tx);
}

/** Details with the words that are still there in their places; where they are gone, or are not what was committed to, the commitment stays. */
export async function withWords(tx: Tx, entries: readonly { readonly index: number; readonly detail: Json }[]): Promise<Json[]> {
  const asked = entries.filter(({ detail }) => JSON.stringify(detail).includes('"committed"')).map(({ index }) => index);
  const { rows } =
    asked.length === 0
      ? { rows: [] }
      : await sql<{ index: string; key: string; sealed: Buffer }>`
          select index::text, key, sealed from log_words where index = any(${asked}::bigint[])`.execute(tx);
  const found = new Map(rows.map(({ index, key, sealed }) => [`${index} ${key}`, sealed]));
  return entries.map(({ index, detail }) => {
    const walk = (value: Json, path: string): Json => {
      if (isList(value)) return value.map((each, nth) => walk(each, `${path}${nth}.`));
      if (value === null || typeof value !== "object") return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => {
          const sealed = found.get(`${index} ${path}${key}`);
          if (sealed === undefined || !isCommitted(inner)) return [key, walk(inner, `${path}${key}.`)];
          const { salt, value: words } = JSON.parse(vaultOf(tx).open(sealed, about(index, `${path}${key}`))) as {
            salt: string;
            value: Json;
          };
          return [key, commitment(Buffer.from(salt, "hex"), words) === inner.committed ? words : inner];
        }),
      );
    };
    return walk(detail, "");
  });
}

/** Forgets words of entries older than `before`. In the room's own scope. */
export async function forgetLogWords(tx: Tx, before: Date): Promise<void> {
  await sql`delete from log_words where at < ${before}`.execute(tx);
}
