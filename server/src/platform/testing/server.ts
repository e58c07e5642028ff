import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkServer } from "../database/schema/boot-check.ts";
import { startEmbedded } from "../database/launcher.ts";
import { OWNER_USER, rolesSql } from "../database/schema/role-sql.ts";
import { migrate } from "../database/schema/migrate.ts";
import { prepareJobs } from "../jobs/prepare.ts";
import { makeLog } from "../log.ts";
import { administer, databaseAt, freshName } from "./admin.ts";

/**
 * `url` is that of a superuser, in a database where others may be made; `template` the name of one that is migrated and empty. `room` and `owner`
 * are addresses of the users that a room has.
 */
export type TestServer = {
  readonly url: string;
  readonly room: string;
  readonly owner: string;
  readonly template: string;
} & AsyncDisposable;

/** Roles belong to the whole server: runs that share one must agree on the passwords. */
const TEST_PASSWORD = "test-of-the-room";

const urlFor = (url: string, user: string): string => {
  const address = new URL(url);
  [address.username, address.password] = [user, TEST_PASSWORD];
  return address.href;
};

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

/**
 * The server that TEST_DATABASE_URL names (its user must be able to make databases and roles), or an embedded one of our own, in a folder
 * below `below`.
 */
export async function startTestServer(below: string = tmpdir()): Promise<TestServer> {
  await using stack = new AsyncDisposableStack();
  const url = process.env["TEST_DATABASE_URL"] ?? stack.use(await startTemporary(below)).rootUrl;
  await administer(url, [rolesSql({ room: "amaliyat", roomPassword: TEST_PASSWORD, ownerPassword: TEST_PASSWORD })]);
  const [room, owner] = [urlFor(url, "amaliyat"), urlFor(url, OWNER_USER)];
  const template = freshName("template");
  await administer(url, [`create database ${template} owner ${OWNER_USER}`]);
  stack.defer(() => administer(url, [`drop database if exists ${template} with (force)`]));
  const templateUrl = databaseAt(owner, template);
  await checkServer(templateUrl);
  await migrate({ url: templateUrl, log });
  await prepareJobs({ url: templateUrl, user: "amaliyat", log });
  const kept = stack.move();
  return { url, room, owner, template, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** Its folder lies in that of the run, which clears it however the run ends. */
async function startTemporary(below: string): Promise<{ readonly rootUrl: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(below, "database-"));
  const { rootUrl, ...server } = await startEmbedded({ folder, log, settings: FAST });
  // Without the file of its password: addresses of other users and databases are made of this one.
  const plain = new URL(rootUrl);
  plain.search = "";
  return {
    rootUrl: plain.href,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
