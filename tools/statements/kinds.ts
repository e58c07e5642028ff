import type { Client } from "pg";
import { columnTypes } from "../../server/src/platform/database/column-types.ts";
import { TypeFlags, type Type } from "typescript/unstable/sync";
import type { Program } from "./program.ts";

/** The kind of value as which a column arrives; `anything` is JSON, `unknown` a type that the check does not judge. */
export type Kind = "string" | "number" | "boolean" | "Date" | "Buffer" | "anything" | "unknown" | { readonly arrayOf: Kind };

export type Kinds = (type: number) => Kind;

const JSON_TYPES = new Set(["json", "jsonb"]);
/** A value in text by the category of its type (`pg_type.typcategory`); any other type is tried with a word. */
const SAMPLES: Readonly<Record<string, string>> = { B: "t", N: "1", D: "2026-03-01 00:00:00+00" };

function kindOfValue(value: unknown): Kind {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return kindOfText(typeof value);
  if (value instanceof Date) return "Date";
  return Buffer.isBuffer(value) ? "Buffer" : "unknown";
}

const kindOfText = (name: string): Kind => (name === "number" || name === "boolean" ? name : "string");

type PgType = { readonly oid: number; readonly name: string; readonly category: string; readonly element: number };

/** Asks the room's own parser what it makes of a value. */
function parsed(oid: number, text: string): unknown {
  const parse: (text: string) => unknown = columnTypes.getTypeParser(oid);
  return parse(text);
}

function kindOf(types: ReadonlyMap<number, PgType>, oid: number): Kind {
  const type = types.get(oid);
  if (type === undefined) return "unknown";
  if (JSON_TYPES.has(type.name)) return "anything";
  if (type.name === "bytea") return kindOfValue(parsed(oid, String.raw`\x00`));
  if (type.category === "A") {
    const of = types.get(type.element);
    const isArray = Array.isArray(parsed(oid, "{}"));
    if (!isArray) return "string";
    if (of !== undefined && (JSON_TYPES.has(of.name) || of.name === "bytea")) return { arrayOf: kindOf(types, of.oid) };
    const list = parsed(oid, `{"${sampleOf(of)}"}`);
    return { arrayOf: Array.isArray(list) ? kindOfValue(list[0]) : "unknown" };
  }
  return kindOfValue(parsed(oid, sampleOf(type)));
}

const sampleOf = (type: PgType | undefined): string => SAMPLES[type?.category ?? ""] ?? "a";

/** Reads the types of a database. */
export async function readKinds(client: Client): Promise<Kinds> {
  const { rows } = await client.query<PgType>(
    `select oid::int as oid, typname::text as name, typcategory::text as category, typelem::int as element from pg_type`,
  );
  const types = new Map(rows.map((row) => [row.oid, row]));
  return (type) => kindOf(types, type);
}

export const kindName = (kind: Kind): string => (typeof kind === "string" ? kind : `${kindName(kind.arrayOf)}[]`);

const has = (type: Type, flags: number): boolean => (type.flags & flags) !== 0;

/** True if a value of the type may be null. */
export const mayBeNull = (type: Type): boolean =>
  has(type, TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Null) || (type.isUnionType() && type.getTypes().some((each) => mayBeNull(each)));

/** True if the type allows what arrives, apart from null. */
export function fits(program: Program, kind: Kind, type: Type): boolean {
  if (kind === "anything" || kind === "unknown" || has(type, TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Null | TypeFlags.Undefined))
    return true;
  if (kind === "boolean" && has(type, TypeFlags.BooleanLike)) return true;
  if (type.isUnionType()) return type.getTypes().every((each) => fits(program, kind, each));
  if (type.isIntersectionType()) return type.getTypes().some((each) => fits(program, kind, each));
  if (kind === "string") return has(type, TypeFlags.StringLike);
  if (kind === "number") return has(type, TypeFlags.NumberLike);
  if (kind === "boolean") return false;
  if (kind === "Date") return type.getSymbol()?.name === "Date";
  if (kind === "Buffer") return type.getSymbol()?.name === "Buffer" || type.getSymbol()?.name === "Uint8Array";
  if (!program.checker.isArrayLikeType(type) || !type.isTypeReference()) return false;
  const items = program.checker.getTypeArguments(type);
  return items.every((each) => fits(program, kind.arrayOf, each));
}
