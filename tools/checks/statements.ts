import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "pg";
import { connected } from "../statements/connect.ts";
import { startMigrated } from "../statements/database.ts";
import { findStatements, type Found, type Statement } from "../statements/find.ts";
import { describe, refusalOf } from "../statements/prepare.ts";
import { openProgram } from "../statements/program.ts";
import type { Check, Finding } from "./check.ts";

/** The role of requests, by which a statement runs that takes no other. */
const REQUEST_ROLE = "amaliyat_app";

const place = ({ file, line }: { readonly file: string; readonly line: number }): Pick<Finding, "file" | "line"> => ({ file, line });

/** Places that no statement can be made of, and templates that none contains. Those beside Kysely's builder are left to its types. */
function unread({ lost, unused }: Found): Finding[] {
  return [
    ...lost.map((each) => ({
      ...place(each),
      message: each.reason,
      cure: "put the statement together from templates, constants and functions of them",
    })),
    ...unused.map((each) => ({ ...place(each), message: `is part of no statement: ${each.text}`, cure: "execute it, or delete it" })),
  ];
}

async function prepareAll(client: Client, statements: readonly Statement[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const statement of statements) {
    for (const text of statement.texts) {
      const described = await describe(client, text);
      if ("error" in described) {
        findings.push({
          ...place(statement),
          message: described.error,
          cure: `mend the statement, which is put together as: ${text.replaceAll(/\s+/gu, " ")}`,
        });
      }
    }
  }
  return findings;
}

/** Plans each statement as the role by which it runs. */
async function planAll(client: Client, statements: readonly Statement[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const statement of statements) {
    const role = statement.role ?? REQUEST_ROLE;
    await client.query(`set role ${client.escapeIdentifier(role)}`);
    for (const text of statement.texts) {
      const refusal = await refusalOf(client, text);
      if (refusal !== null)
        findings.push({ ...place(statement), message: `${refusal} (as ${role})`, cure: "grant in a migration what the statement needs" });
    }
  }
  await client.query("reset role");
  return findings;
}

/** Every SQL statement of the server is prepared against a migrated database, and planned as the role that runs it. */
export const statements: Check = {
  name: "statements",
  run: async (root, note) => {
    if (!existsSync(join(root, "server", "tsconfig.json"))) return [];
    using program = openProgram(root);
    const found = findStatements(program);
    note(`${found.statements.length} statements, ${found.statements.flatMap(({ texts }) => texts).length} texts`);
    await using database = await startMigrated();
    return await connected(database.url, async (client) => {
      const refused = await prepareAll(client, found.statements);
      // What cannot be prepared cannot be planned either.
      const planned = refused.length > 0 ? [] : await planAll(client, found.statements);
      return [...unread(found), ...refused, ...planned];
    });
  },
};
