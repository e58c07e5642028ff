import { approvals } from "@amaliyat/contract/approvals";
import { identity } from "@amaliyat/contract/identity";
import type { Role } from "@amaliyat/domain/identity";
import { randomUUID } from "node:crypto";
import { hashPassword } from "../identity/passwords/password-hash.ts";
import { testClient, type TestClient } from "./test-client.ts";
import { PASSWORD, type TestRoom } from "./test-room.ts";

export type PutPerson = {
  readonly username: string;
  readonly role: Role;
  readonly badge?: string;
  readonly sectors?: readonly string[];
  readonly password?: string;
  readonly designatedFrom?: string;
  readonly designatedUntil?: string;
};

/** Puts a person with a password into the database, past the two people whom a designation takes. Answers the user's id. */
export async function putPerson(room: Pick<TestRoom, "database">, person: PutPerson): Promise<{ userId: string }> {
  const { username, role, badge = username, sectors = ["SU1"], password = PASSWORD, designatedFrom, designatedUntil } = person;
  const userId = randomUUID();
  const { pool } = room.database.db;
  await pool.query(
    `insert into users (user_id, username, name, badge, role, language, designated_from, designated_until)
     values ($1, $2, $2, $3, $4, 'ar', coalesce($5::timestamptz, '2000-01-01T00:00:00Z'), $6)`,
    [userId, username, badge, role, designatedFrom ?? null, designatedUntil ?? null],
  );
  await pool.query("insert into user_password (user_id, password_hash) values ($1, $2)", [userId, await hashPassword(password)]);
  await pool.query("insert into user_sector (user_id, sector_id) select $1, unnest($2::text[])", [userId, sectors]);
  return { userId };
}

/** A person who sets a password by a one-time code; the client is signed in. */
export async function enterByCode(
  url: string,
  username: string,
  code: { readonly first: string; readonly second: string },
  password: string,
): Promise<TestClient> {
  const client = testClient(url);
  await client.must(identity.useCode, { body: { username, first: code.first, second: code.second } });
  await client.must(identity.setPassword, { body: { password } });
  return client;
}

/** Confirms a request; answers what the one who confirms is shown. */
export const confirm = (by: TestClient, approvalId: string) => by.must(approvals.approve, { params: { approvalId } });
