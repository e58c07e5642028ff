import { expect, it } from "vitest";
import { hashPassword, NO_PASSWORD, verifyPassword } from "./password-hash.ts";

it("verifies the right password and no other, each hash with a salt of its own", async () => {
  const hash = await hashPassword("كلمة سر طويلة 2026");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1,typed=1\$/);
  expect(await verifyPassword(hash, "كلمة سر طويلة 2026")).toBe(true);
  expect(await verifyPassword(hash, "كلمة سر طويلة 2027")).toBe(false);
  expect(await hashPassword("كلمة سر طويلة 2026")).not.toBe(hash);
});

it("takes a password exactly as it was typed when it was set", async () => {
  const typed = "été à la plage!".normalize("NFC");
  for (const [own, other] of [
    [typed, typed.normalize("NFD")],
    [typed.normalize("NFD"), typed],
    ["a long phrase ", "a long phrase"],
    ["A Long Phrase", "a long phrase"],
  ] as const) {
    const hash = await hashPassword(own);
    expect(await verifyPassword(hash, own), own).toBe(true);
    expect(await verifyPassword(hash, other), own).toBe(false);
  }
});

it("verifies a hash made before passwords were taken as typed: of the composed letters, however they are typed", async () => {
  const before = "$argon2id$v=19$m=19456,t=2,p=1$BwcHBwcHBwcHBwcHBwcHBw$jT0IfG0NlUBo3PmZjm01QKx2Y9qtTa7ziyPAOxQuQbA";
  expect(await verifyPassword(before, "été à la plage!".normalize("NFC"))).toBe(true);
  expect(await verifyPassword(before, "été à la plage!".normalize("NFD"))).toBe(true);
  expect(await verifyPassword(before, "ete à la plage!")).toBe(false);
});

it("never verifies the hash of nobody, nor a damaged one", async () => {
  expect(await verifyPassword(NO_PASSWORD, "")).toBe(false);
  expect(await verifyPassword("$2b$10$abcdef", "anything at all")).toBe(false);
});
