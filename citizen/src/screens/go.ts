/** Leads to a screen; the phone's own key for going back leads from it. */
export function goTo(place: string): void {
  location.hash = place;
}

/** Leads to a screen in place of this one: back leads past both. */
export function goOn(place: string): void {
  history.replaceState(null, "", `#${place}`);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

export function goHome(): void {
  history.pushState(null, "", location.pathname);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** A link to the first page that loads nothing again. */
export function toHome(event: Event): void {
  event.preventDefault();
  goHome();
}
