import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildConsole } from "./console-build.ts";
import { makeProject } from "./project/fixture.ts";

test("the console is built when a source changed, and left alone otherwise", async () => {
  const root = await makeProject({
    "package-lock.json": "{}",
    "console/package.json": '{ "type": "module" }',
    "console/vite.config.ts": "export default {};\n",
    "console/index.html": '<!doctype html><script type="module" src="/src/main.ts"></script>',
    "console/src/main.ts": 'document.title = "one";\n',
    "ui/src/a.css": "",
  });
  expect(await buildConsole(root)).toBe("built");
  const page = join(root, "console", "dist", "index.html");
  expect(await readFile(page, "utf8")).toContain("<script");
  expect(await buildConsole(root)).toBe("fresh");
  await writeFile(join(root, "console/src/main.test.ts"), "");
  expect(await buildConsole(root)).toBe("fresh");
  await writeFile(join(root, "ui/src/a.css"), "a {}");
  expect(await buildConsole(root)).toBe("built");
  await rm(page);
  expect(await buildConsole(root)).toBe("built");
  await writeFile(join(root, "console/src/main.ts"), "not ( code");
  await expect(buildConsole(root)).rejects.toThrow("main.ts");
});
