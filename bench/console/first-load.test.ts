import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { firstLoadOf, importedBy, namedBy } from "./first-load.ts";

it("finds what a page names itself", () => {
  const html = `<script type="module" crossorigin src="/assets/index-1.js"></script><link rel="modulepreload" crossorigin href="/assets/react-2.js">
    <link rel="stylesheet" crossorigin href="/assets/index-3.css"><link rel="icon" href="/icon.svg">`;
  expect(namedBy(html)).toEqual(["/assets/index-1.js", "/assets/react-2.js", "/assets/index-3.css"]);
});

it("follows imports and not import()", () => {
  const script = `import{a as b}from"./react-2.js";import"./side-4.js";export{c}from"./zod-5.js";const later=()=>import("./map-6.js");`;
  expect(importedBy(script).toSorted()).toEqual(["./react-2.js", "./side-4.js", "./zod-5.js"]);
});

it("counts each part once", async () => {
  const dist = await mkdtemp(join(tmpdir(), "first-load-"));
  try {
    await mkdir(join(dist, "assets"));
    await writeFile(join(dist, "index.html"), `<script src="/assets/a.js"></script><link rel="modulepreload" href="/assets/b.js">`);
    await writeFile(join(dist, "assets", "a.js"), `import"./b.js";import"./c.js";`);
    await writeFile(join(dist, "assets", "b.js"), `import"./c.js";`);
    await writeFile(join(dist, "assets", "c.js"), `import("./map.js");`);
    const parts = await firstLoadOf(dist);
    expect(parts.map(({ path }) => path)).toEqual(["/assets/a.js", "/assets/b.js", "/assets/c.js"]);
    expect(parts.every(({ gzipBytes }) => gzipBytes > 20)).toBe(true);
  } finally {
    await rm(dist, { recursive: true, force: true });
  }
});

it("finds the files of an app that is served below an address", async () => {
  const dist = await mkdtemp(join(tmpdir(), "first-load-"));
  try {
    await mkdir(join(dist, "assets"));
    await writeFile(join(dist, "index.html"), `<script src="/patrol/assets/a.js"></script>`);
    await writeFile(join(dist, "assets", "a.js"), `import"./b.js";`);
    await writeFile(join(dist, "assets", "b.js"), "1");
    expect((await firstLoadOf(dist, "/patrol/")).map(({ path }) => path)).toEqual(["/patrol/assets/a.js", "/patrol/assets/b.js"]);
    await writeFile(join(dist, "assets", "ar-1.js"), `import"./b.js";`);
    await writeFile(join(dist, "assets", "fr-2.js"), "1");
    const besides = (await firstLoadOf(dist, "/patrol/", /^ar-/u)).map(({ path }) => path);
    expect(besides).toEqual(["/patrol/assets/a.js", "/patrol/assets/ar-1.js", "/patrol/assets/b.js"]);
  } finally {
    await rm(dist, { recursive: true, force: true });
  }
});
