import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { setUpCodes } from "../src/own-sign-in.ts";
import { startProgram, stopProgram } from "../src/programs.ts";
import { expect, test } from "../src/people.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The page that stands before the room for roles that need a second factor: codes by telephone, which ask nothing of the browser. */
async function setUpFactor(page: Page, password: string): Promise<void> {
  await expect(page.getByRole("heading", { name: "عامل ثان قبل الدخول" })).toBeVisible();
  await page.locator("input[autocomplete=current-password]").fill(password);
  await setUpCodes(page.locator("body"));
  await page.getByRole("button", { name: "حفظتها" }).click();
  await page.getByRole("button", { name: "واصل إلى القاعة" }).click();
}

test("a room of one's own: HTTPS by its own authority, a first-run page for whoever reads the terminal, an auditor by two halves, and a second factor for both", async ({
  browser,
}) => {
  const data = await mkdtemp(join(tmpdir(), "amaliyat-own-"));
  const room = await startProgram("server/src/main.ts", ["--roles=api,worker"], {
    AMALIYAT_DATA: data,
    AMALIYAT_PORT: "0",
    AMALIYAT_LOG_LEVEL: "warn",
  });
  const url = String(room.ready["url"]);
  expect(url).toMatch(/^https:/);
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "ar-DZ" });
  const page = await context.newPage();
  await page.goto(url);
  const shown = async () => JSON.parse(await readFile(join(data, "first-run.json"), "utf8")) as { secret: string; half: string };
  await page.getByLabel("سر البداية").fill("ABCDE-FGHJK-MNPQR-STVWX");
  await page.getByLabel("الاسم واللقب").fill("مراد بلقاسم");
  await page.getByLabel("رقم التعريف المهني").fill("4100");
  await page.locator("input[autocomplete=username]").fill("m.belkacem");
  await page.locator("input[autocomplete=new-password]").fill("short");
  await page.getByLabel("اسم المدقق ولقبه").fill("حسان سعيدي");
  await page.getByLabel("رقم تعريف المدقق").fill("4160");
  await page.getByLabel("اسم مستعمل المدقق").fill("h.saidi");
  await page.getByRole("button", { name: "افتح القاعة" }).click();
  await expect(page.locator("[data-code='password.too_short']")).toBeVisible();
  await page.locator("input[autocomplete=new-password]").fill("a long phrase that is mine");
  await page.getByRole("button", { name: "افتح القاعة" }).click();
  await expect(page.locator("[data-code='room.wrong_secret']")).toBeVisible();
  await page.getByLabel("سر البداية").fill((await shown()).secret);
  await page.getByRole("button", { name: "افتح القاعة" }).click();
  const first = await page.locator(".session-slip__code").innerText();
  await page.getByRole("button", { name: "الدخول إلى القاعة" }).click();
  await setUpFactor(page, "a long phrase that is mine");
  await expect(page).toHaveURL(/administration/);
  const { half } = await shown();

  // The auditor, at a seat of their own, with the values of the page and of the terminal.
  const seat = await (await browser.newContext({ ignoreHTTPSErrors: true, locale: "ar-DZ" })).newPage();
  await seat.goto(url);
  await seat.getByRole("button", { name: "عندي رمز دخول" }).click();
  await seat.locator("input[autocomplete=username]").fill("h.saidi");
  await seat.getByLabel("النصف الأول من الرمز").fill(first.toLowerCase());
  await seat.getByLabel("النصف الثاني من الرمز").fill(half);
  await seat.getByRole("button", { name: "تابع" }).click();
  await seat.locator("input[autocomplete=new-password]").fill("what nobody else knows");
  await seat.getByRole("button", { name: "احفظ وادخل" }).click();
  await setUpFactor(seat, "what nobody else knows");
  await expect(seat).toHaveURL(/log/);
  await seat.context().close();
  await context.close();
  await stopProgram(room);
  await rm(data, { recursive: true, force: true });
});

/** Runs the demonstration and waits for the one address that it prints. */
async function demo(data: string): Promise<{ child: ChildProcess; url: string; lines: string[] }> {
  const child = spawn(process.execPath, ["tools/demo.ts", "--rtsp-port", "0"], {
    cwd: ROOT,
    env: { ...process.env, AMALIYAT_DATA: data, AMALIYAT_PORT: "0", ROOM_URL: "", TOWN_STATE: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`the demonstration ended with ${code}: ${lines.join("\n")}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line);
      const found = /^Amaliyat: (\S+)/.exec(line);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
  });
  return { child, url, lines };
}

test("the demonstration starts again after kill -9, tells its users once, and Ctrl-C ends all of it", async () => {
  test.setTimeout(180_000);
  const data = await mkdtemp(join(tmpdir(), "amaliyat-demo-"));
  const first = await demo(data);
  expect(first.lines.join("\n")).toContain("n.kacimi");
  expect((await fetch(`${first.url}api/health`)).ok).toBe(true);
  const killed = once(first.child, "exit");
  first.child.kill("SIGKILL");
  await killed;

  const second = await demo(data);
  expect(second.lines.join("\n")).not.toContain("nada-");
  expect((await fetch(`${second.url}api/health`)).ok).toBe(true);
  const ended = once(second.child, "exit");
  second.child.kill("SIGINT");
  expect((await ended)[0]).toBe(0);
  await expect(fetch(`${second.url}api/health`)).rejects.toThrow();
  await rm(data, { recursive: true, force: true });
});
