import { expect, test } from "vitest";
import { folderCircles } from "./folder-circles.ts";

test("a circle of folders is found through a third; tests, one folder and one way are none", () => {
  const imports = [
    { from: "console/src/a/one.ts", to: "console/src/b/two.ts" },
    { from: "console/src/b/three.ts", to: "console/src/c/four.ts" },
    { from: "console/src/c/five.ts", to: "console/src/a/six.ts" },
    { from: "console/src/a/one.ts", to: "console/src/d/index.ts" },
    { from: "console/src/d/d.test.ts", to: "console/src/a/one.ts" },
    { from: "domain/a/one.ts", to: "domain/a/two.ts" },
    { from: "patrol/src/a/one.ts", to: "domain/a/two.ts" },
  ];
  const circle = ["console/src/a", "console/src/b", "console/src/c"];
  expect(folderCircles(imports)).toEqual(imports.slice(0, 3).map((each) => ({ ...each, circle })));
});

test("files at the root of a workspace count as one folder", () => {
  const imports = [
    { from: "server/src/app.ts", to: "server/src/roles/api.ts" },
    { from: "server/src/roles/api.ts", to: "server/src/config.ts" },
  ];
  expect(folderCircles(imports).map(({ from, to }) => ({ from, to }))).toEqual(imports);
  expect(folderCircles(imports.slice(0, 1))).toEqual([]);
});
