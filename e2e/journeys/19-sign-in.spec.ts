import { createHmac } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, login, sitDown, test } from "../src/people.ts";

const WHO = "f.zerrouki";
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** An authenticator of the machine itself, which verifies its person each time. */
async function plugIn(page: Page): Promise<void> {
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

async function openMySignIn(page: Page): Promise<ReturnType<Page["getByRole"]>> {
  await page.locator("button.shell-top__person[aria-haspopup=dialog]").click();
  await page.getByRole("button", { name: /احمِ دخولك|دخولي/ }).click();
  const dialog = page.getByRole("dialog", { name: "دخولي" });
  await dialog.locator("input[autocomplete=current-password]").fill((await login(WHO)).password);
  return dialog;
}

const signOut = async (page: Page): Promise<void> => {
  await page.locator("button.shell-top__person[aria-haspopup=dialog]").click();
  await page.getByRole("button", { name: "اخرج", exact: true }).click();
  await expect(page.getByRole("button", { name: "ادخل بمفتاح مرور" })).toBeVisible();
};

/** The code of a secret in base32 at this moment, or some steps from it (RFC 6238). */
function codeOf(secret: string, steps = 0): string {
  const bits = Array.from(secret, (letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", key).update(counter).digest();
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

test("a person adds a passkey, comes in by it without a name, unlocks by it, and takes it away", async ({ browser }) => {
  const page = await sitDown(browser, WHO);
  await plugIn(page);
  const dialog = await openMySignIn(page);
  await dialog.getByLabel("اسم المفتاح").fill("مفتاح المكتب");
  await dialog.getByRole("button", { name: "أضف مفتاح مرور" }).click();
  await expect(dialog.getByText("مفتاح المكتب")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include("dialog[open]").withTags(RULES).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await page.keyboard.press("Escape");
  await signOut(page);

  await page.getByRole("button", { name: "ادخل بمفتاح مرور" }).click();
  await expect(page.locator("button.shell-top__person[aria-haspopup=dialog]")).toBeVisible();

  await page.keyboard.press("Alt+KeyL");
  await page.getByRole("button", { name: "افتح بمفتاح المرور" }).click();
  await expect(page.locator("button.shell-top__person[aria-haspopup=dialog]")).toBeVisible();

  const again = await openMySignIn(page);
  await again.getByRole("listitem").filter({ hasText: "مفتاح المكتب" }).getByRole("button", { name: "احذف" }).click();
  await expect(again.getByText("مفتاح المكتب")).toBeHidden();
  await page.context().close();
});

test("codes by telephone are set up from the screen and asked after the password", async ({ browser }) => {
  const page = await sitDown(browser, WHO);
  const dialog = await openMySignIn(page);
  await dialog.getByRole("button", { name: "فعّل رموز الهاتف" }).click();
  await expect(dialog.getByRole("img", { name: "صورة QR" })).toBeVisible();
  const secret = ((await dialog.locator(".session-secret").textContent()) ?? "").replaceAll(/\s/g, "");
  await dialog.getByLabel("أول رمز").fill(codeOf(secret));
  await dialog.getByRole("button", { name: "أكّد" }).click();
  await expect(dialog.locator(".session-recovery li")).toHaveCount(10);
  await page.keyboard.press("Escape");
  await signOut(page);

  await page.locator("input[autocomplete=username]").fill(WHO);
  await page.locator("input[autocomplete=current-password]").fill((await login(WHO)).password);
  await page.locator("form button[type=submit]").click();
  // The code of now was used to set it up; that of the next step is good already.
  await page.locator("input[autocomplete=one-time-code]").fill(codeOf(secret, 1));
  await page.locator("form button[type=submit]").click();
  await expect(page.locator("button.shell-top__person[aria-haspopup=dialog]")).toBeVisible();

  const again = await openMySignIn(page);
  await again.getByRole("region", { name: "رموز الهاتف" }).getByRole("button", { name: "احذف" }).click();
  await expect(again.getByRole("button", { name: "فعّل رموز الهاتف" })).toBeVisible();
  await page.context().close();
});
