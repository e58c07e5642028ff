import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "pg";
import { TABLE_OWNERS, VIEW_OWNERS } from "../../../server/src/table-owners.ts";
import { readJson } from "../../project/json.ts";
import { tableFaults } from "../../statements/builder-tables.ts";
import { CONSTRAINT_LISTS } from "../../statements/constraint-lists.ts";
import { readListConstraints } from "../../statements/constraints.ts";
import { listFaults } from "../../statements/literals.ts";
import { startMigrated, connected } from "../../statements/database.ts";
import { findStatements, type Found, type Statement } from "../../statements/read/find.ts";
import { readKinds } from "../../statements/kinds.ts";
import { readNullable } from "../../statements/nullable.ts";
import { describe, refusalOf } from "../../statements/prepare.ts";
import { foreignFaults, readForeign } from "../../statements/foreign.ts";
import { foreignUses, ownerFaults } from "../../statements/owners.ts";
import { membersOf, rowFaults } from "../../statements/row-types.ts";
import { openProgram, type Program } from "../../statements/program.ts";
import { readViewFaults } from "../../statements/views.ts";
import type { Check, Finding } from "../check.ts";

/** The role of requests, by which a statement runs that takes no other. */
const REQUEST_ROLE = "amaliyat_app";

const LISTS = "tools/statements/constraint-lists.ts";
const OWNERS = "server/src/table-owners.ts";

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

/** Prepares each statement, and compares its columns with the type of its rows. */
async function prepareAll(client: Client, program: Program, statements: readonly Statement[]): Promise<Finding[]> {
  const findings = new Map<string, Finding>();
  const add = (finding: Finding): unknown => findings.set(`${finding.file}:${finding.line}: ${finding.message}`, finding);
  const kinds = await readKinds(client);
  const mayBeNull = await readNullable(client);
  for (const statement of statements) {
    const members = statement.row === undefined ? undefined : membersOf(program, statement.row);
    if (members === undefined)
      add({ ...place(statement), message: "the type of its rows cannot be read", cure: "write it as an object type" });
    for (const text of statement.texts) {
      const described = await describe(client, text);
      if ("error" in described) {
        const cure = `mend the statement, which is put together as: ${text.replaceAll(/\s+/gu, " ")}`;
        add({ ...place(statement), message: described.error, cure });
      } else if (members) {
        const faults = rowFaults({ program, kinds, isNull: (column) => mayBeNull(text, column) }, members, described.columns);
        for (const message of faults) add({ ...place(statement), message, cure: "mend the type of the row, or the statement" });
      }
    }
  }
  return [...findings.values()];
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

/** Every SQL statement of the server is prepared on a migrated database, fits the type of its rows, and is planned as the role that runs it. */
export const statements: Check = {
  name: "statements",
  run: async (root, note) => {
    if (!existsSync(join(root, "server", "tsconfig.json"))) return [];
    using program = openProgram(root);
    const found = findStatements(program);
    note(`${found.statements.length} statements, ${found.statements.flatMap(({ texts }) => texts).length} texts`);
    await using database = await startMigrated();
    return await connected(database.url, async (client) => {
      const refused = await prepareAll(client, program, found.statements);
      // A statement that cannot be prepared cannot be planned either.
      const planned = refused.length > 0 ? [] : await planAll(client, found.statements);
      const told = await tableFaults(program, client, await readKinds(client));
      const tables = told.map((each) => ({ ...each, cure: "mend the type of the table, or the table by a migration" }));
      const owned = await ownerFaults(client, TABLE_OWNERS, VIEW_OWNERS);
      const lists = listFaults(program, await readListConstraints(client), CONSTRAINT_LISTS);
      const uses = foreignUses(program, found.statements, TABLE_OWNERS, VIEW_OWNERS);
      note(`foreign_sql ${uses.length}`);
      return [
        ...unread(found),
        ...refused,
        ...planned,
        ...tables,
        ...lists.map(({ message }) => ({
          file: LISTS,
          message,
          cure: "change the constraint by a migration, or name the right list there",
        })),
        ...owned.map((message) => ({ file: OWNERS, message, cure: "give each table of the database one owner there" })),
        ...(await readViewFaults(root, TABLE_OWNERS, VIEW_OWNERS)),
        ...foreignFaults(uses, readForeign(await readJson(join(root, "tools", "statements", "foreign.json")))),
      ];
    });
  },
};
