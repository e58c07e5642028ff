import { expect, test } from "vitest";
import { compareVersions, judge, versionIn, type Program } from "./versions.ts";

const chromium: Program = { name: "Chromium", path: "chromium", ask: "--version", oldest: "150.0", newest: "156.0" };

test("the version is found in a program's own words", () => {
  expect(versionIn("Chromium 156.0.8078.108 built on Debian GNU/Linux 13 (trixie)")).toBe("156.0.8078.108");
  expect(versionIn("ffmpeg version 7.1.5-0+deb13u1 Copyright (c) 2000-2025 the FFmpeg developers")).toBe("7.1.5");
  expect(versionIn("version: kamailio 6.0.1 (x86_64/linux)")).toBe("6.0.1");
  expect(versionIn("Version: 12.5.1.31-1")).toBe("12.5.1.31");
  expect(versionIn("command not found")).toBeNull();
});

test("versions are compared as numbers and not as text", () => {
  expect(compareVersions("9.0", "10.0")).toBeLessThan(0);
  expect(compareVersions("156.0.8078.108", "156.0")).toBe(0);
  expect(compareVersions("157.0.1", "156.0")).toBeGreaterThan(0);
});

test("an older version is refused, a newer one is told, a missing one is said", () => {
  expect(judge(chromium, "149.0.7827.0").isTooOld).toBe(true);
  expect(judge(chromium, "150.0.7827.0")).toEqual({ line: "Chromium 150.0.7827.0", isTooOld: false });
  expect(judge(chromium, "157.1").line).toContain("newer than the tested 150.0 to 156.0");
  expect(judge(chromium, null)).toEqual({ line: "Chromium: not found", isTooOld: false });
});
