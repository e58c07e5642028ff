import { parseArgs } from "node:util";
import { join } from "node:path";
import { openLog } from "./audit/index.ts";
import { ConfigError, readConfig } from "./settings/index.ts";
import { recover, type RecoverRole } from "./identity/index.ts";
import { openAtRest } from "./open-at-rest.ts";
import { DatabaseFault, openDatabase, withVault } from "./platform/database/index.ts";
import { openJournal } from "./platform/journal/index.ts";
import { ensurePrivateFolder } from "./platform/private-folder.ts";
import { makeLog } from "./platform/log.ts";
import { openVault } from "./platform/vault.ts";

const USAGE = `npm run recover -- administrator|auditor [USERNAME]

  Gives an administrator (or an auditor) a one-time code when nobody can sign in. It opens, for a day, the page where
  that person sets a password. It stands in the log, and every auditor is told of it until each has said to have read it.
  Run it on the machine of the room, with the room's own settings (AMALIYAT_DATA, DATABASE_URL), while it works or not.
`;

const isRole = (text: string | undefined): text is RecoverRole => text === "administrator" || text === "auditor";

async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  const [role, username] = positionals;
  if (!isRole(role) || positionals.length > 2) {
    console.error(USAGE);
    return 1;
  }
  await using stack = new AsyncDisposableStack();
  const config = readConfig(process.env);
  const log = makeLog("warn");
  process.umask(0o077);
  await ensurePrivateFolder(config.AMALIYAT_DATA);
  const { url, schema } = await openAtRest(config, log, stack);
  const vault = await openVault(join(config.AMALIYAT_DATA, "keys"));
  const db = withVault(stack.use(openDatabase({ url, log })), vault);
  // A node of the log of its own, with its own journal: the room may be at work, and takes no entry for its own that nobody vouches for.
  const journal = stack.use(await openJournal(join(config.AMALIYAT_DATA, "journal-recover")));
  stack.use(await openLog({ db, journal, vault, schema, publishes: false, clock: Date.now, log }));
  const done = await recover(db, vault, { role, username: username ?? null, at: Date.now() });
  if (!done.ok) {
    const names = done.error.usernames.join(", ");
    console.error(
      done.error.code === "nobody" ? `There is no such ${role}. Known: ${names || "nobody"}.` : `There are several. Name one: ${names}.`,
    );
    return 1;
  }
  const { username: user, name, first, second, until } = done.value;
  console.log(
    `One-time code of ${name} (${user}), until ${new Date(until).toISOString()}:\n  first half   ${first}\n  second half  ${second}`,
  );
  console.log("Open the sign-in page, choose «one-time code», and set a new password. That removes the passkeys and codes of this person.");
  console.log("Every auditor is told.");
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  const isKnown = error instanceof ConfigError || error instanceof DatabaseFault;
  console.error(isKnown ? `${error.code}: ${error.message}` : error instanceof Error ? error.message : String(error));
  return 1;
});
