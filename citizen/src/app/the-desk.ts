import { Desk } from "./desk.ts";

let opened: Promise<Desk> | null = null;

/** The one desk of this page. It begins to send what waits, and again whenever the network is back. */
export function theDesk(): Promise<Desk> {
  opened ??= Desk.open().then((desk) => {
    addEventListener("online", desk.kick);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") desk.kick();
    });
    desk.kick();
    void desk.tidy();
    return desk;
  });
  opened.catch(() => (opened = null));
  return opened;
}
