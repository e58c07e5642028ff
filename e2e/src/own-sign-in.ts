import { createHmac } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { expect, login } from "./people.ts";

/** An authenticator of the machine itself, which verifies its person each time. */
export async function plugIn(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
}

/** The dialog of one's own sign-in, with the password typed that every change asks for. */
export async function openMySignIn(page: Page, who: string): Promise<Locator> {
  await page.locator("button.shell-top__person[aria-haspopup=dialog]").click();
  await page.getByRole("button", { name: /احمِ دخولك|دخولي/ }).click();
  const dialog = page.getByRole("dialog", { name: "دخولي" });
  await dialog.locator("input[autocomplete=current-password]").fill((await login(who)).password);
  return dialog;
}

export const signOut = async (page: Page): Promise<void> => {
  await page.locator("button.shell-top__person[aria-haspopup=dialog]").click();
  await page.getByRole("button", { name: "تسجيل الخروج", exact: true }).click();
  await expect(page.getByRole("button", { name: "الدخول بمفتاح مرور" })).toBeVisible();
};

/** The code of a secret in base32 at this moment, or some steps from it (RFC 6238). */
export function codeOf(secret: string, steps = 0): string {
  const bits = Array.from(secret, (letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", key).update(counter).digest();
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/**
 * Sets up codes by telephone in the dialog of one's own sign-in. It uses the code of the step before, so that the current one is left.
 * Returns their secret.
 */
export async function setUpCodes(dialog: Locator): Promise<string> {
  await dialog.getByRole("button", { name: "فعّل رموز الهاتف" }).click();
  await expect(dialog.getByRole("img", { name: "صورة QR" })).toBeVisible();
  const secret = ((await dialog.locator(".session-secret").textContent()) ?? "").replaceAll(/\s/g, "");
  await dialog.getByLabel("أول رمز").fill(codeOf(secret, -1));
  await dialog.getByRole("button", { name: "أكّد" }).click();
  await expect(dialog.locator(".session-recovery li")).toHaveCount(10);
  return secret;
}
