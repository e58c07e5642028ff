import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { applyTheme, createI18n, isLanguage } from "../src/i18n/index.ts";
import { Gallery } from "./gallery.tsx";

const address = new URLSearchParams(location.search);
const language = address.get("lang");
const i18n = createI18n({ ar: {}, fr: {}, en: {} }, isLanguage(language) ? language : "ar");
applyTheme(address.get("theme") === "light" ? "light" : "dark");

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <Gallery open={address.get("open")} />
      </I18nextProvider>
    </StrictMode>,
  );
}
