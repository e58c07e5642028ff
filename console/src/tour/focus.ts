/** Gives the focus back to an element. If it is gone, the first region of the room gets the focus. */
export function giveFocusBack(before: HTMLElement | null): void {
  const isThere = before !== null && before.isConnected && before !== document.body;
  (isThere ? before : document.querySelector<HTMLElement>(".room [data-region]"))?.focus();
}
