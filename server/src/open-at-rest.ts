import { join } from "node:path";
import type { Config } from "./settings/index.ts";
import { checkServer, migrate, schemaName, startEmbedded, userOf } from "./platform/database/index.ts";
import { prepareJobs } from "./platform/jobs/index.ts";
import type { Log } from "./platform/log.ts";

/** The database of a room, for a program beside it. */
export type AtRest = {
  readonly url: string;
  /** The address of the owner of the tables. */
  readonly ownerUrl: string;
  /** The room's own user. */
  readonly user: string;
  /** The schema as the log's fingerprint names it. */
  readonly schema: string;
};

/** Opens the database of a room at work as it stands, or starts that of a room that is stopped until `stack` is disposed; brings its schema up to date. */
export async function openAtRest(
  { DATABASE_URL, DATABASE_OWNER_URL, AMALIYAT_DATA }: Config,
  log: Log,
  stack: AsyncDisposableStack,
): Promise<AtRest> {
  const embedded = DATABASE_URL === undefined ? stack.use(await startEmbedded({ folder: join(AMALIYAT_DATA, "database"), log })) : null;
  const url = embedded?.url ?? DATABASE_URL ?? "";
  const ownerUrl = embedded?.ownerUrl ?? DATABASE_OWNER_URL ?? url;
  await checkServer(ownerUrl);
  await migrate({ url: ownerUrl, log });
  const user = await userOf(url);
  return { url, ownerUrl, user, schema: `${await schemaName()} ${await prepareJobs({ url: ownerUrl, user, log })}` };
}
