import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { buildPages } from "./console-build.ts";
import { makeProject } from "./project/fixture.ts";

test("an app is built and compressed when a source changed, and left alone otherwise", async () => {
  const root = await makeProject({
    "package-lock.json": "{}",
    "console/package.json": '{ "type": "module" }',
    "console/vite.config.ts": "export default {};\n",
    "console/index.html": '<!doctype html><script type="module" src="/src/main.ts"></script>',
    "console/src/main.ts": 'document.title = "one";\n',
    "ui/src/a.css": "",
  });
  const buildConsole = async () => (await buildPages(root)).console;
  expect(await buildConsole()).toBe("built");
  const page = join(root, "console", "dist", "index.html");
  expect(await readFile(page, "utf8")).toContain("<script");
  expect(gunzipSync(await readFile(`${page}.gz`)).toString()).toContain("<script");
  expect(await buildConsole()).toBe("fresh");
  await writeFile(join(root, "console/src/main.test.ts"), "");
  expect(await buildConsole()).toBe("fresh");
  await writeFile(join(root, "ui/src/a.css"), "a {}");
  expect(await buildConsole()).toBe("built");
  await rm(page);
  expect(await buildConsole()).toBe("built");
  await writeFile(join(root, "console/src/main.ts"), "not ( code");
  await expect(buildConsole()).rejects.toThrow("main.ts");
});
