import type { Refusal } from "../kernel/index.ts";

export const PASSWORD_MIN_LENGTH = 12;

/** What people type first when twelve characters are asked for, lower case. Not a breach list: that is a network away. */
const OBVIOUS: ReadonlySet<string> = new Set([
  "123456789012",
  "1234567890123",
  "012345678901",
  "098765432109",
  "987654321098",
  "112233445566",
  "121212121212",
  "123123123123",
  "123412341234",
  "102030405060",
  "abcdefghijkl",
  "abcd12345678",
  "abc123456789",
  "azertyuiop12",
  "azertyuiop123",
  "azertyuiopqs",
  "qwertyuiop12",
  "qwertyuiop123",
  "qwertyuiopas",
  "qwerty123456",
  "azerty123456",
  "1q2w3e4r5t6y",
  "1a2z3e4r5t6y",
  "password1234",
  "password12345",
  "passwordpassword",
  "motdepasse12",
  "motdepasse123",
  "motdepasse1234",
  "administrator",
  "administrateur",
  "admin1234567",
  "adminadminadmin",
  "changeme1234",
  "bienvenue123",
  "iloveyou1234",
  "amaliyat1234",
  "amaliyat2024",
  "amaliyat2025",
  "amaliyat2026",
  "algerie12345",
  "algeria12345",
  "ouargla12345",
  "police123456",
  "chorta123456",
  "كلمةالسر1234",
]);

export type PasswordRefusal = Refusal<"password.too_short" | "password.too_obvious" | "password.contains_username">;

const plain = (text: string): string => text.normalize("NFKC").toLowerCase();

/** True for one or two characters repeated to the end: `aaaaaaaaaaaa`, `ababababab`. */
const isRepeated = (password: string): boolean => new Set(password).size <= 2;

/**
 * All that is wrong with a new password; empty when it is good.
 * Length counts code points, so that an Arabic letter or an emoji counts one (NIST SP 800-63B, 3.1.1.2: length before composition).
 */
export function checkPassword(password: string, username: string): PasswordRefusal[] {
  const refusals: PasswordRefusal[] = [];
  const given = plain(password);
  if (Array.from(password.normalize("NFC")).length < PASSWORD_MIN_LENGTH)
    refusals.push({ code: "password.too_short", params: { min: PASSWORD_MIN_LENGTH } });
  if (OBVIOUS.has(given.replaceAll(" ", "")) || isRepeated(given)) refusals.push({ code: "password.too_obvious" });
  const name = plain(username).trim();
  if (name !== "" && given.includes(name)) refusals.push({ code: "password.contains_username" });
  return refusals;
}
