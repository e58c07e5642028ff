import { entriesOf } from "../project/json.ts";
import type { Foreign } from "./owners.ts";

/** Number of times that each file may name each foreign table, by `foreign.json`: the count when owners were declared. */
export type AllowedForeign = ReadonlyMap<string, number>;

/** The key of a file and a table in the list. */
export const foreignKey = ({ file, table, writes }: Pick<Foreign, "file" | "table" | "writes">): string =>
  `${file} ${writes ? "writes" : "reads"} ${table}`;

export const readForeign = (file: unknown): AllowedForeign =>
  new Map(entriesOf(file).flatMap(([key, value]) => (typeof value === "number" ? [[key, value]] : [])));

export type ForeignFault = { readonly file: string; readonly line?: number; readonly message: string; readonly cure: string };

/** Foreign tables beyond those of the list, and entries of the list that are more than what stands. */
export function foreignFaults(uses: readonly Foreign[], allowed: AllowedForeign): ForeignFault[] {
  const groups = Map.groupBy(uses, foreignKey);
  const faults: ForeignFault[] = [];
  for (const [key, all] of groups) {
    const limit = allowed.get(key) ?? 0;
    for (const { file, line, table, owner, writes } of all.slice(limit)) {
      const message = `${writes ? "writes" : "reads"} ${table}, a table of ${owner}`;
      faults.push({ file, line, message, cure: `read a view of server/src/${owner}/views.sql, or call a function of its door` });
    }
  }
  for (const [key, limit] of allowed) {
    const stands = groups.get(key)?.length ?? 0;
    if (stands < limit) {
      faults.push({
        file: "tools/statements/foreign.json",
        message: `allows ${limit} of "${key}", ${stands} stand`,
        cure: "write the smaller number",
      });
    }
  }
  return faults;
}
