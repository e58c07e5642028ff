// @vitest-environment happy-dom
import { lineShown } from "@amaliyat/contract/calls";
import { createI18n } from "@amaliyat/ui/i18n";
import { cleanup, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, it } from "vitest";
import { smallest } from "../shell/screens/smallest.ts";
import { NobodyOutside } from "./nobody-outside.tsx";
import ar from "./locales/ar.json" with { type: "json" };

afterEach(cleanup);

const line = lineShown.parse(smallest(lineShown));
const alone = { ...line, number: "17", priority: 1, closed: false, overflow: null, ladder: { ...line.ladder, telephone: null } };

it.each([
  { what: "nobody outside", given: alone, warns: 1 },
  {
    what: "a telephone outside",
    given: { ...alone, ladder: { ...alone.ladder, telephone: { afterMs: 30_000, to: "0550000001" } } },
    warns: 0,
  },
  { what: "another room", given: { ...alone, overflow: { afterMs: 20_000, to: "0550000001" } }, warns: 0 },
  { what: "no caller in danger", given: { ...alone, priority: 3 }, warns: 0 },
  { what: "no callers, as it is closed", given: { ...alone, closed: true }, warns: 0 },
])("a line with $what is warned of $warns times", ({ given, warns }) => {
  render(
    <I18nextProvider i18n={createI18n({ ar: { lines: ar }, fr: {}, en: {} }, "ar")}>
      <NobodyOutside lines={[given]} />
    </I18nextProvider>,
  );
  expect(screen.queryAllByText(ar.alone.text)).toHaveLength(warns);
});
