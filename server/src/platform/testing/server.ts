import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkServer } from "../database/boot-check.ts";
import { startEmbedded } from "../database/launcher.ts";
import { migrate } from "../database/migrate.ts";
import { prepareJobs } from "../jobs/prepare.ts";
import { makeLog } from "../log.ts";
import { administer, databaseAt, freshName } from "./admin.ts";

/** `url` is that of a database where others may be made; `template` the name of one that is migrated and empty. */
export type TestServer = { readonly url: string; readonly template: string } & AsyncDisposable;

const log = makeLog("warn");

/** For tests only: a crash of the machine may cost the whole database, and nothing waits for the disk. */
const FAST = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_connections: "200",
  shared_buffers: "64MB",
  deadlock_timeout: "50ms",
};

/** The server that TEST_DATABASE_URL names (its user must be able to make databases and roles), or an embedded one of our own. */
export async function startTestServer(): Promise<TestServer> {
  await using stack = new AsyncDisposableStack();
  const url = process.env["TEST_DATABASE_URL"] ?? stack.use(await startTemporary()).url;
  const template = freshName("template");
  await administer(url, [`create database ${template}`]);
  stack.defer(() => administer(url, [`drop database if exists ${template} with (force)`]));
  const templateUrl = databaseAt(url, template);
  await checkServer(templateUrl);
  await migrate({ url: templateUrl, log });
  await prepareJobs({ url: templateUrl, log });
  const kept = stack.move();
  return { url, template, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** Its folder lies in that of the run, which clears it however the run ends. */
async function startTemporary(): Promise<{ readonly url: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "database-"));
  const { url, ...server } = await startEmbedded({ folder, log, settings: FAST });
  return {
    url,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
