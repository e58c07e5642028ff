import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { isHeldBy, makeCredentials } from "./credentials.ts";

const AT = Date.UTC(2026, 0, 1);
const SECRET = "a secret of the lines";

it("credentials of a console are the HMAC that the edge checks, under the secret of the lines alone, for one session", () => {
  const holder = { extension: "8001", session: "a session", until: AT + 3_600_000 };
  const lines = { realm: "room" } as Parameters<typeof makeCredentials>[1];
  const { username, password, expiresAt } = makeCredentials(SECRET, lines, holder, AT);
  // auth_ephemeral of Kamailio: HMAC-SHA-1 in base64 over the user name, which begins by its end.
  expect(password).toBe(createHmac("sha1", SECRET).update(username).digest("base64"));
  expect([username.split(":").slice(0, 2), expiresAt]).toEqual([[String((AT + 3_600_000) / 1000), "8001"], AT + 3_600_000]);
  expect(isHeldBy(SECRET, holder, username)).toBe(true);
  expect(isHeldBy("another secret", holder, username)).toBe(false);
  expect(isHeldBy(SECRET, { ...holder, session: "another" }, username)).toBe(false);
  expect(isHeldBy(SECRET, holder, username.replace(":8001:", ":8002:"))).toBe(false);
});
