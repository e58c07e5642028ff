import { join } from "node:path";
import { TypeFlags, SymbolFlags, type Symbol as CompilerSymbol, type Type } from "typescript/unstable/sync";
import type { ListConstraint } from "./constraints.ts";
import type { Program } from "./program.ts";

/** The texts and numbers that a type consists of, null aside; null where it allows others. */
function literalsOf(type: Type): string[] | null {
  const parts = type.isUnionType() ? type.getTypes() : [type];
  const found: string[] = [];
  for (const part of parts) {
    if ((part.flags & (TypeFlags.Null | TypeFlags.Undefined)) !== 0) continue;
    if (part.isStringLiteralType() || part.isNumberLiteralType()) found.push(String(part.value));
    else return null;
  }
  return found;
}

/** The type of the items of a list, or the type itself. */
function itemType({ checker }: Program, type: Type): Type[] {
  return checker.isArrayLikeType(type) && type.isTypeReference() ? [...checker.getTypeArguments(type)] : [type];
}

const formsOf = (type: Type): readonly Type[] => (type.isUnionType() ? type.getTypes() : [type]);

function typeOfExport({ checker }: Program, symbol: CompilerSymbol): Type | undefined {
  const target = (symbol.flags & SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  return (target.flags & SymbolFlags.Value) === 0 ? checker.getDeclaredTypeOfSymbol(target) : checker.getTypeOfSymbol(target);
}

type Exported = ReadonlyMap<string, CompilerSymbol>;

/** Exports of a file of the program by name. */
function exportsOf(program: Program, file: string): Exported {
  const source = program.project.program.getSourceFile(join(program.root, file));
  const module = source === undefined ? undefined : program.checker.getSymbolAtLocation(source);
  const symbols = module === undefined ? [] : program.checker.getExportsOfModule(module);
  return new Map(symbols.map((symbol) => [symbol.name, symbol]));
}

/**
 * The literals that a path names, sorted: `CallEnding` (a type, or a list `as const`), `Report.state` (a member of each of its forms, or of the
 * items of a list). Null where it names no list.
 */
function literalsAt(program: Program, exported: Exported, path: string): string[] | null {
  const [name = "", ...members] = path.split(".");
  const symbol = exported.get(name);
  const begin = symbol === undefined ? undefined : typeOfExport(program, symbol);
  let types = begin === undefined ? [] : itemType(program, begin);
  for (const member of members) {
    const found = types.flatMap(formsOf).flatMap((form) => program.checker.getPropertyOfType(form, member) ?? []);
    types = found.flatMap((each) => program.checker.getTypeOfSymbol(each) ?? []).flatMap((type) => itemType(program, type));
  }
  const literals = types.map(literalsOf);
  if (literals.length === 0 || literals.includes(null)) return null;
  return [...new Set(literals.flatMap((each) => each ?? []))].toSorted();
}

export type ListFault = { readonly name: string; readonly message: string };

/** Differences between the list constraints of the database and the lists of the code that are declared for them. */
export function listFaults(
  program: Program,
  constraints: readonly ListConstraint[],
  lists: Readonly<Record<string, string | null>>,
): ListFault[] {
  const known = new Map<string, Exported>();
  const exported = (file: string): Exported => {
    const found = known.get(file) ?? exportsOf(program, file);
    known.set(file, found);
    return found;
  };
  const stale = Object.keys(lists).filter((name) => !constraints.some((each) => each.name === name));
  const faults = constraints.flatMap(({ name, values }) => {
    const list = lists[name];
    if (list === null) return [];
    if (list === undefined) return [{ name, message: `constraint ${name} has no list of the code` }];
    const [file = "", path = ""] = list.split(" ");
    const literals = literalsAt(program, exported(file), path);
    if (literals === null) return [{ name, message: `${list} is no list` }];
    const [more, fewer] = [literals.filter((each) => !values.includes(each)), values.filter((each) => !literals.includes(each))];
    if (more.length === 0 && fewer.length === 0) return [];
    return [{ name, message: `constraint ${name} refuses [${more.join(", ")}] and allows [${fewer.join(", ")}] beside ${list}` }];
  });
  return [...faults, ...stale.map((name) => ({ name, message: `the database has no list constraint ${name}` }))];
}
