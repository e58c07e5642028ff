// @vitest-environment happy-dom
import { forward } from "@amaliyat/contract/partners";
import { createI18n } from "@amaliyat/ui/i18n";
import { cleanup, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, it } from "vitest";
import { smallest } from "../shell/screens/smallest.ts";
import { ForwardState } from "./forward-state.tsx";
import en from "./locales/en.json" with { type: "json" };

afterEach(cleanup);

it("marks danger that nobody at the partner has read, beside what the partner has acknowledged", () => {
  const known = { ...forward.parse(smallest(forward)), state: "acknowledged" as const };
  const show = (dangerUnreadSince: string | null) =>
    render(
      <I18nextProvider i18n={createI18n({ ar: {}, fr: {}, en: { partners: en } }, "en")}>
        <ForwardState forward={{ ...known, dangerUnreadSince }} />
      </I18nextProvider>,
    );
  show(null);
  expect(screen.queryByText(en.danger_unread)).toBeNull();
  cleanup();
  show("2026-11-29T10:00:00.000Z");
  expect(screen.getByText(en.danger_unread)).toBeTruthy();
});
