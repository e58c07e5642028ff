import { identity } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, expect, it } from "vitest";
import { movedClock } from "../testing/moved-clock.ts";
import { signedIn, testClient } from "../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../testing/test-room.ts";

const clock = movedClock();
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
});
afterAll(() => room[Symbol.asyncDispose]());

const attempt = (username: string, password: string) => testClient(room.url).code(identity.signIn, { body: { username, password } });
/** As if somebody had hammered the account from elsewhere. */
const lock = (username: string) =>
  room.database.db.pool.query(
    "update user_password p set failures = 9, locked_until = $2 from users u where u.user_id = p.user_id and username = $1",
    [username, new Date(clock.now() + 600_000)],
  );

it("lets a person in where that person signed in lately, though the account is locked from elsewhere", async () => {
  await signedIn(room.url, "operator", PASSWORD);
  await lock("operator");
  expect(await attempt("operator", PASSWORD)).toBe("ok");
  const { rows } = await room.database.db.pool.query(
    "select failures from user_password join users using (user_id) where username = 'operator'",
  );
  expect(rows).toEqual([{ failures: 9 }]);
});

it("keeps the account locked at an address where that person was not, or long ago", async () => {
  await signedIn(room.url, "dispatcher", PASSWORD);
  await lock("dispatcher");
  const { rowCount } = await room.database.db.pool.query(
    "update session set address = '10.0.0.9' where user_id = (select user_id from users where username = 'dispatcher')",
  );
  expect(rowCount).toBe(1);
  expect(await attempt("dispatcher", PASSWORD)).toBe("session.locked_out");
});

it("locks the guesses made there as anywhere", async () => {
  await signedIn(room.url, "technician", PASSWORD);
  for (let n = 0; n < 5; n++) expect(await attempt("technician", "a guess")).toBe("session.wrong_credentials");
  expect(await attempt("technician", PASSWORD)).toBe("session.locked_out");
  clock.forward(61_000);
  expect(await attempt("technician", PASSWORD)).toBe("ok");
});

it("answers a flood of passwords with the seconds to wait, before it hashes any of them", async () => {
  clock.forward(120_000);
  const codes: string[] = [];
  for (let n = 0; n < 64; n++) codes.push(await attempt(n % 2 === 0 ? "patrol" : "nobody", "a guess"));
  expect(codes.slice(0, 60)).not.toContain("request.too_many");
  expect(codes.slice(60)).toEqual(Array.from({ length: 4 }, () => "request.too_many"));
  expect(await attempt("supervisor", PASSWORD)).toBe("request.too_many");
  clock.forward(60_000);
  expect(await attempt("supervisor", PASSWORD)).toBe("ok");
});

const OTHER = { username: "other", name: "م", badge: "2" };

it("does not hash for whoever begins a room that has begun", async () => {
  const body = { username: "intruder", name: "ن", badge: "1", language: "ar", password: PASSWORD, secret: "x", auditor: OTHER } as const;
  const codes = await Promise.all(Array.from({ length: 40 }, () => testClient(room.url).code(identity.begin, { body })));
  expect(codes).toEqual(Array.from({ length: 40 }, () => "room.already_begun"));
});
