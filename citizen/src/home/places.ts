const part = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
};

type Shown = { readonly show: (root: HTMLElement, place: string) => void; readonly leave: (root: HTMLElement) => void };
let loading: Promise<Shown> | null = null;

/** Screens and their words come with the first of them that is opened. */
async function load(): Promise<Shown> {
  const [screens, text] = await Promise.all([import("../shell/app.tsx"), import("../text/text.ts")]);
  await text.loadText();
  return screens.ready();
}

let title = "";

/** Shows the screen in the address: none is the first page, all others lie over it. */
export async function showPlace(): Promise<void> {
  const [home, app] = [part("home"), part("app")];
  const place = decodeURIComponent(location.hash.slice(1));
  title ||= document.title;
  if (place === "") {
    if (loading !== null) (await loading.catch(() => null))?.leave(app);
    document.title = title;
    home.hidden = false;
    return;
  }
  document.body.dataset["loading"] = "true";
  try {
    loading ??= load();
    const screens = await loading;
    home.hidden = true;
    part("not-opened").hidden = true;
    screens.show(app, place);
  } catch {
    // There is no network, and this part was never in the phone: what needs none stays.
    loading = null;
    home.hidden = false;
    part("not-opened").hidden = false;
    history.replaceState(null, "", location.pathname);
  }
  delete document.body.dataset["loading"];
}
