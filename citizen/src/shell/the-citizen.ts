import { startWalkLink } from "../walk/start-link.ts";
import { Citizen } from "../app/citizen.ts";

let opened: Promise<Citizen> | null = null;

/** The one citizen of this page. It begins to send waiting items, and again whenever the network is back. */
export function theCitizen(): Promise<Citizen> {
  opened ??= Citizen.open().then((citizen) => {
    addEventListener("online", citizen.kick);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") citizen.kick();
    });
    citizen.start();
    void citizen.tidy();
    startWalkLink(citizen);
    return citizen;
  });
  opened.catch(() => (opened = null));
  return opened;
}
