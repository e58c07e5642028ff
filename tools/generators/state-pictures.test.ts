import { expect, test } from "vitest";
import { readTransitions, statePicture } from "./state-picture.ts";
import { withPicture } from "./state-pictures.ts";

test("a picture is put between its markers and leaves the rest alone", () => {
  const once = withPicture("# A\n", "call", "one");
  expect(once).toBe("# A\n\n<!-- states: call -->\n\none\n\n<!-- /states -->\n");
  const twice = withPicture(`${once}\nAfter.\n`, "call", "two");
  expect(twice).toBe("# A\n\n<!-- states: call -->\n\ntwo\n\n<!-- /states -->\n\nAfter.\n");
  expect(() => withPicture("<!-- states: call -->", "call", "x")).toThrow("not closed");
});

test("only a table of states, commands and states is drawn", () => {
  expect(readTransitions({ a: 1 })).toBeNull();
  expect(readTransitions({ a: { b: 1 } })).toBeNull();
  expect(readTransitions([])).toBeNull();
  expect(statePicture(readTransitions({ none: { open: "open" }, open: { note: "open" } }) ?? {})).toBe(
    "```mermaid\nstateDiagram-v2\n  [*] --> open: open\n  open --> open: note\n```",
  );
});
