import { expect, test } from "vitest";
import { findingsIn } from "../findings.ts";
import { declarationsOf, logicalCss } from "./logical-css.ts";

test("left and right are found in names and values", async () => {
  const css = [
    "/* left: 0; */",
    ".a {",
    "  margin-left: 1px;",
    "  inset-inline-start: 0; border-left-color: red;",
    "  & > b { right: 0 }",
    "  text-align: right;",
    "  text-align: start;",
    "  border-top-right-radius: 1px;",
    "  background-position: left;",
    "}",
  ].join("\n");
  expect(await findingsIn(logicalCss, { "ui/src/a.css": css })).toEqual([
    "ui/src/a.css:3 margin-left: 1px keeps its side in Arabic",
    "ui/src/a.css:4 border-left-color: red keeps its side in Arabic",
    "ui/src/a.css:5 right: 0 keeps its side in Arabic",
    "ui/src/a.css:6 text-align: right keeps its side in Arabic",
    "ui/src/a.css:8 border-top-right-radius: 1px keeps its side in Arabic",
  ]);
});

test("the video timeline may run one way, by the list", async () => {
  const css = ".timeline .mark { left: 0; }\n.other { left: 0; }\n";
  const list = JSON.stringify({ physicalCss: [{ file: "console/src/t.css", selector: ".timeline" }] });
  expect(await findingsIn(logicalCss, { "console/src/t.css": css, "tools/checks/allowed.json": list })).toEqual([
    "console/src/t.css:2 left: 0 keeps its side in Arabic",
  ]);
});

test("selectors of nested rules stand around a declaration", () => {
  expect(declarationsOf("@media (x) {\n .a:hover,\n .b { c: d; }\n}")).toEqual([
    { selector: "@media (x) .a:hover, .b", name: "c", value: "d", line: 3 },
  ]);
});
