import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { escapeIdentifier, type Client } from "pg";

const OUR_FEATURES = fileURLToPath(new URL("../../..", import.meta.url));

/** The role of requests, which may read every published view. */
const REQUEST_ROLE = "amaliyat_app";

/** The `views.sql` of one feature. */
export type ViewFile = { readonly feature: string; readonly name: string; readonly sql: string; readonly views: readonly string[] };

/** The views of every feature, and the checksum of their text. */
export type PublishedViews = { readonly files: readonly ViewFile[]; readonly checksum: string };

const VIEW = /^create (?<rest>.*)$/gmu;
const ALLOWED = /^view (?<name>[a-z_]+) with \(security_invoker = true\) as$/u;

/** The names of the views of a file; throws for a view in which row-level security would not be that of the reader. */
function viewsOf(name: string, sql: string): string[] {
  return [...sql.matchAll(VIEW)].map(({ groups }) => {
    const view = ALLOWED.exec(groups?.["rest"] ?? "")?.groups?.["name"];
    if (view === undefined) throw new Error(`${name} makes views by lines «create view NAME with (security_invoker = true) as» alone`);
    return view;
  });
}

async function readFeature(file: string): Promise<ViewFile[]> {
  const feature = basename(dirname(file));
  const name = `${feature}/views.sql`;
  try {
    const sql = (await readFile(file, "utf8")).replaceAll("\r\n", "\n");
    return [{ feature, name, sql, views: viewsOf(name, sql) }];
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** Reads `views.sql` in each folder of `features`, in the order of their names. */
export async function readViews(features: string = OUR_FEATURES): Promise<PublishedViews> {
  const folders = (await readdir(features, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const read = folders.map(({ name }) => readFeature(join(features, name, "views.sql")));
  const files = (await Promise.all(read)).flat().toSorted((a, b) => a.name.localeCompare(b.name, "en"));
  const all = files.flatMap(({ views }) => views);
  const twice = all.find((view, nth) => all.indexOf(view) !== nth);
  if (twice !== undefined) throw new Error(`the view ${twice} is published twice`);
  return { files, checksum: createHash("sha256").update(JSON.stringify(files)).digest("hex") };
}

type Kept = { readonly name: string; readonly checksum: string };

const readKept = async (client: Client): Promise<readonly Kept[]> =>
  (await client.query<Kept>("select name, checksum from amaliyat_view order by name")).rows;

/** Makes the list of the views that the database has. */
export const prepareViews = (client: Client): Promise<unknown> =>
  client.query("create table if not exists amaliyat_view (name text primary key, checksum text not null)");

/** Drops every published view: a column on which a view rests can be changed by no migration. Within a transaction. */
export async function dropViews(client: Client): Promise<void> {
  const kept = await readKept(client);
  if (kept.length === 0) return;
  await client.query(`drop view if exists ${kept.map(({ name }) => escapeIdentifier(name)).join(", ")}`);
  await client.query("delete from amaliyat_view");
}

/** True if the database has exactly these views. */
export async function hasViews(client: Client, { files, checksum }: PublishedViews): Promise<boolean> {
  const kept = await readKept(client);
  const wanted = files.flatMap(({ views }) => views).length;
  return kept.length === wanted && kept.every((each) => each.checksum === checksum);
}

/** Makes the views of one file, for the role of requests to read. Within a transaction. */
export async function makeViews(client: Client, { sql, views }: ViewFile, checksum: string): Promise<void> {
  await client.query(sql);
  for (const view of views) {
    await client.query(`grant select on ${escapeIdentifier(view)} to ${REQUEST_ROLE}`);
    await client.query("insert into amaliyat_view (name, checksum) values ($1, $2)", [view, checksum]);
  }
}
