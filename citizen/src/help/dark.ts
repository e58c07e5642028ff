const KEY = "amaliyat.allo.dark";

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** True if the screens of a person in hiding are dark: as last set, else as the phone itself is. */
export function isDark(): boolean {
  const kept = stored();
  return kept === null ? matchMedia("(prefers-color-scheme: dark)").matches : kept === "yes";
}

export function writeDark(dark: boolean): void {
  try {
    localStorage.setItem(KEY, dark ? "yes" : "no");
  } catch {
    // It holds for as long as the screen is open.
  }
}

/** Shows the page dark or light, the bars of the browser too. */
export function showDark(dark: boolean): void {
  document.documentElement.dataset["theme"] = dark ? "dim" : "light";
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", dark ? "#000000" : "#ffffff");
  document.querySelector('meta[name="color-scheme"]')?.setAttribute("content", dark ? "dark" : "light");
}
