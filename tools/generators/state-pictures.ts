import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { listFiles } from "../project/files.ts";
import { entriesOf } from "../project/json.ts";
import { withBlock } from "./block.ts";
import type { Generator } from "./generator.ts";
import { readTransitions, statePicture, type Transitions } from "./state-picture.ts";

type Table = { readonly name: string; readonly feature: string; readonly table: Transitions };

/** Every `*_TRANSITIONS` that a file `domain/<feature>/…` named after transitions exports; `INTERVENTION_TRANSITIONS` is `intervention`. */
async function readTables(root: string): Promise<Table[]> {
  const files = await listFiles(root, (path) => /^domain\/.*transitions\.ts$/u.test(path));
  const found = await Promise.all(
    files.map(async (file) => {
      const exported: unknown = await import(pathToFileURL(join(root, file)).href);
      return entriesOf(exported).flatMap(([name, value]): Table[] => {
        const table = name.endsWith("_TRANSITIONS") ? readTransitions(value) : null;
        return table ? [{ name: name.replace(/_TRANSITIONS$/u, "").toLowerCase(), feature: file.split("/")[1] ?? "", table }] : [];
      });
    }),
  );
  return found.flat();
}

const beginOf = (name: string): string => `<!-- states: ${name} -->`;
const END = "<!-- /states -->";

/** Puts a picture between its markers; a page without them gets them at its end. */
export const withPicture = (page: string, name: string, picture: string): string => withBlock(page, beginOf(name), END, picture);

/** The README of a feature, the server's before the domain's; null where there is none yet. */
function pageOf(root: string, feature: string): string | null {
  const pages = [`server/src/${feature}/README.md`, `domain/${feature}/README.md`];
  return pages.find((page) => existsSync(join(root, page))) ?? null;
}

/** One generator for each README whose feature has lifecycles: the pictures follow the tables that the rules run on. */
export async function statePictures(root: string): Promise<Generator[]> {
  const tables = await readTables(root);
  const byPage = Map.groupBy(tables, ({ feature }) => pageOf(root, feature));
  return [...byPage].flatMap(([file, mine]): Generator[] =>
    file === null
      ? []
      : [
          {
            file,
            make: async (at) =>
              mine.reduce((page, { name, table }) => withPicture(page, name, statePicture(table)), await readFile(join(at, file), "utf8")),
          },
        ],
  );
}
