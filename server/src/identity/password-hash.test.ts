import { expect, it } from "vitest";
import { hashPassword, NO_PASSWORD, verifyPassword } from "./password-hash.ts";

it("verifies the right password and no other, each hash with a salt of its own", async () => {
  const hash = await hashPassword("كلمة سر طويلة 2026");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(hash, "كلمة سر طويلة 2026")).toBe(true);
  expect(await verifyPassword(hash, "كلمة سر طويلة 2027")).toBe(false);
  expect(await hashPassword("كلمة سر طويلة 2026")).not.toBe(hash);
});

it("takes the same letters composed or not", async () => {
  expect(await verifyPassword(await hashPassword("été à la plage!"), "été à la plage!".normalize("NFD"))).toBe(true);
});

it("never verifies the hash of nobody, nor a damaged one", async () => {
  expect(await verifyPassword(NO_PASSWORD, "")).toBe(false);
  expect(await verifyPassword("$2b$10$abcdef", "anything at all")).toBe(false);
});
