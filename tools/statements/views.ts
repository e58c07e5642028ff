import { join } from "node:path";
import type { Client } from "pg";
import { readViews, type ViewFile } from "../../server/src/platform/database/schema/published-views.ts";
import type { Owners } from "./owners.ts";
import { describe, type Column } from "./prepare.ts";
import { tablesOf } from "./read/tables.ts";

/** The column of a table that each column of a view is, by `view.place`; a computed column is absent. */
export async function readViewColumns(client: Client): Promise<ReadonlyMap<string, Column>> {
  const { rows } = await client.query<{ view: number; definition: string }>(`
    select oid::int as view, pg_get_viewdef(oid) as definition from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'`);
  const columns = new Map<string, Column>();
  for (const { view, definition } of rows) {
    const described = await describe(client, definition);
    if ("error" in described) throw new Error(described.error);
    described.columns.forEach((column, nth) => {
      if (column.table !== 0) columns.set(`${view}.${nth + 1}`, column);
    });
  }
  return columns;
}

export type ViewFault = { readonly file: string; readonly message: string; readonly cure: string };

/** The text of each view of a file by its name, with the comment before it. */
function textsOf({ sql, views }: ViewFile): { readonly view: string; readonly comment: string; readonly text: string }[] {
  const parts = sql.split(/^create view /mu);
  return views.map((view, nth) => ({
    view,
    comment: parts[nth]?.trimEnd().split("\n").at(-1) ?? "",
    text: (parts[nth + 1] ?? "").split(/;\s*$/mu)[0] ?? "",
  }));
}

/** How the files of views differ from the list of their owners, and from what a view may name: tables of its owner, and views. */
export function viewFaults(files: readonly ViewFile[], tables: Owners, views: Owners): ViewFault[] {
  const ownerOf = new Map(Object.entries(tables).flatMap(([owner, all]) => all.map((table) => [table, owner] as const)));
  return files.flatMap((each) => {
    const file = `server/src/${each.name}`;
    return textsOf(each).flatMap(({ view, comment, text }) => {
      const foreign = tablesOf(text).filter(({ table }) => (ownerOf.get(table) ?? each.feature) !== each.feature);
      return [
        ...foreign.map(({ table }) => ({
          file,
          message: `${view} names ${table}, a table of ${ownerOf.get(table)}`,
          cure: "read a view of that feature",
        })),
        ...(views[each.feature]?.includes(view) === true
          ? []
          : [{ file, message: `${view} has no owner`, cure: `name it in VIEW_OWNERS as one of ${each.feature}` }]),
        ...(comment.startsWith(`-- ${view}: `)
          ? []
          : [{ file, message: `${view} is not described`, cure: `write «-- ${view}: …» above it, in one line` }]),
      ];
    });
  });
}

/** The faults of the files of views of a checkout. */
export const readViewFaults = async (root: string, tables: Owners, views: Owners): Promise<ViewFault[]> =>
  viewFaults((await readViews(join(root, "server", "src"))).files, tables, views);
