import { SESSION_IDLE_MS, SESSION_LONGEST_MS } from "@amaliyat/domain/identity";
import { FILE_BYTES_MOST, FILES_MOST, KEPT_DAYS, PIXELS_MOST, SECONDS_MOST } from "@amaliyat/domain/reports";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeConfig } from "../settings/config.ts";
import { KEYS } from "../platform/database/keys/keyring.ts";
import { bodyLimitOf, sizeText } from "../platform/http/bounds/body-limit.ts";
import { TLS_SUITES } from "../platform/http/index.ts";

const root = join(import.meta.dirname, "../../..");
const page = await readFile(join(root, "docs/security-inventory.md"), "utf8");
/** One section, with single spaces. */
const section = (title: string): string => (page.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? "").replaceAll(/ +/g, " ");

/** All of the server's own code. */
async function sources(): Promise<string> {
  const names = await readdir(join(root, "server/src"), { recursive: true });
  const own = names.filter((name) => name.endsWith(".ts") && !/\.test\.ts$|(^|\/)testing\//.test(name));
  return (await Promise.all(own.map((name) => readFile(join(root, "server/src", name), "utf8")))).join("\n");
}

it("names each key file, and each use of a key that is derived from the vault's", async () => {
  const keys = section("Keys and secrets");
  for (const { file, use } of KEYS) {
    expect(keys).toContain(`\`keys/${file}\``);
    expect(keys).toContain(`AMALIYAT_NEW_KEYS=${use}`);
  }
  const code = await sources();
  const used = [...code.matchAll(/vault\.key\(\s*"([^"]+)"|vault\s*\.mac\([^;]*?,\s*"([^"]+)"\s*\)/g)].map(([, key, mac]) => key ?? mac);
  expect(used.length).toBeGreaterThan(12);
  expect(used.filter((use) => !keys.includes(`\`${use}\``))).toEqual([]);
});

it("names the algorithms that the code names, and no other", async () => {
  const named = [...(await sources()).matchAll(/create(?:Ciph|Deciph)eriv\("([a-z0-9-]+)"/g)].map(([, name = ""]) => name.toUpperCase());
  expect(new Set(named)).toEqual(new Set(["AES-256-GCM", "AES-256-CTR"]));
  for (const name of named) expect(section("Algorithms")).toContain(name);
  expect(TLS_SUITES.minVersion).toBe("TLSv1.2");
});

it("says the figures of uploads, retention and sessions that the code has", () => {
  const uploads = section("Uploads");
  const { picture, film, voice } = FILE_BYTES_MOST;
  expect(uploads).toContain(
    `picture ${sizeText(picture)} and ${PIXELS_MOST / 1e6} million pixels; film ${sizeText(film)} and ${SECONDS_MOST.film} s`,
  );
  expect(uploads).toContain(`voice ${sizeText(voice)} and ${SECONDS_MOST.voice} s; ${FILES_MOST} files a report`);
  const limit = (takes: "file" | "json", kind: "public" | "signed_in") =>
    sizeText(bodyLimitOf({ takes, carriage: "json", access: kind === "public" ? { kind, why: "" } : { kind } }));
  expect(uploads).toContain(`| CSV | ${limit("file", "signed_in")} |`);
  expect(uploads).toContain(`${limit("json", "signed_in")} from a person, ${limit("json", "public")} from a stranger`);
  expect(section("Classes of data")).toContain(`${KEPT_DAYS} days after the end`);
  expect(section("Sessions")).toContain(`| person | ${SESSION_IDLE_MS / 60_000} min | ${SESSION_LONGEST_MS / 3_600_000} h |`);
});

it("names settings that exist, with the days that they have when not given", () => {
  const settings = new Map(describeConfig().map(({ key, fallback }) => [key, fallback]));
  for (const [key] of page.matchAll(/AMALIYAT_[A-Z_]+[A-Z]/g)) expect(settings.has(key), key).toBe(true);
  for (const [, key = "", days] of page.matchAll(/`(AMALIYAT_\w+_DAYS)` \((\d+)\)/g)) expect(settings.get(key), key).toBe(days);
});
