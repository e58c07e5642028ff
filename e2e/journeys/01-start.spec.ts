import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startProgram, stopProgram } from "../src/programs.ts";
import { expect, test } from "../src/people.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

test("a room of one's own: HTTPS by its own authority, a first-run page that makes the first administrator", async ({ browser }) => {
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
  await page.getByLabel("الاسم واللقب").fill("مراد بلقاسم");
  await page.getByLabel("رقم التعريف المهني").fill("4100");
  await page.locator("input[autocomplete=username]").fill("m.belkacem");
  await page.locator("input[autocomplete=new-password]").fill("short");
  await page.getByRole("button", { name: "افتح القاعة" }).click();
  await expect(page.getByText("12").first()).toBeVisible();
  await page.locator("input[autocomplete=new-password]").fill("a long phrase that is mine");
  await page.getByRole("button", { name: "افتح القاعة" }).click();
  await expect(page).toHaveURL(/administration/);
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
