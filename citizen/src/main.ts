import { notePress } from "./help/press.ts";
import { showPlace } from "./home/places.ts";

// The first page stands as it was built. This comes to it: screens behind its links, and the service worker that keeps it all.
const LANGUAGE_KEY = "amaliyat.allo.language";

function stored(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}

function choose(language: string): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // It is asked for again at the next start.
  }
}

/** The app starts at its Arabic page; who chose another language is led on. */
function leadToLanguage(): boolean {
  const { lang } = document.documentElement;
  const chosen = stored();
  if (lang !== "ar" || (chosen !== "fr" && chosen !== "en")) return false;
  location.replace(`/allo/${chosen}/${location.hash}`);
  return true;
}

function upgradeLinks(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-to]")) {
    link.href = `#${link.dataset["to"] ?? ""}`;
    link.hidden = false;
    if (link.dataset["to"] === "silent") link.addEventListener("click", notePress);
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]"))
    link.addEventListener("click", () => choose(link.dataset["language"] ?? "ar"));
}

/** Starts work that can wait until the first page is usable. */
function later(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator)
    void navigator.serviceWorker.register("/allo/sw.js", { scope: "/allo/" }).catch(() => undefined);
  void import("./home/home-news.tsx").then(({ watchNews }) => watchNews()).catch(() => undefined);
}

if (!leadToLanguage()) {
  upgradeLinks();
  addEventListener("hashchange", () => void showPlace());
  void showPlace();
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}
