import { SymbolFlags, TypeFlags, type Type } from "typescript/unstable/sync";
import { fits, kindName, mayBeNull, type Kinds } from "./kinds.ts";
import type { Column } from "./prepare.ts";
import type { Program } from "./program.ts";

/** A member of a row: its types, one for each form that the row may have. */
export type Member = { readonly types: readonly Type[]; readonly isOptional: boolean };

/** The members of a row type; null where it claims none (`unknown`); undefined where it is no object. */
export function membersOf({ checker }: Program, row: Type): ReadonlyMap<string, Member> | null | undefined {
  if ((row.flags & (TypeFlags.Any | TypeFlags.Unknown)) !== 0) return null;
  const forms = row.isUnionType() ? row.getTypes() : [row];
  const members = new Map<string, Member>();
  for (const form of forms) {
    if (!form.isObjectType() && !form.isIntersectionType()) return undefined;
    for (const symbol of checker.getPropertiesOfType(form)) {
      const type = checker.getTypeOfSymbol(symbol);
      if (type === undefined) return undefined;
      const isOptional = (symbol.flags & SymbolFlags.Optional) !== 0;
      const before = members.get(symbol.name);
      members.set(symbol.name, { types: [...(before?.types ?? []), type], isOptional: isOptional || before?.isOptional === true });
    }
  }
  return members;
}

export type Faults = {
  readonly program: Program;
  readonly kinds: Kinds;
  /** True if it is certain that a column of this statement may be null. */
  readonly isNull: (column: Column) => boolean;
};

/** Differences between the columns of a statement and the members of its row type. */
export function rowFaults({ program, kinds, isNull }: Faults, members: ReadonlyMap<string, Member>, columns: readonly Column[]): string[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return [...members].flatMap(([name, { types, isOptional }]) => {
    const column = byName.get(name);
    if (column === undefined) return isOptional ? [] : [`the row has ${name}, the statement selects no such column`];
    const kind = kinds(column.type);
    const told = types.map((type) => program.checker.typeToString(type)).join(" | ");
    // A member of a row with several forms is what one of them says.
    if (!types.some((type) => fits(program, kind, type))) return [`${name} arrives as ${kindName(kind)}, the row says ${told}`];
    return isNull(column) && !types.some((type) => mayBeNull(type)) ? [`${name} may be null, the row says ${told}`] : [];
  });
}
