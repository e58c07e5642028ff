import { shownOf } from "../outbox/item.ts";
import { render } from "preact";
import { Alerts } from "../alerts/alerts.tsx";
import { readAlerts } from "../alerts/read-alerts.ts";
import { renewSubscription } from "../alerts/subscription.ts";
import { pushingOf } from "../alerts/use-push.ts";
import { isOnline, reach } from "../api/reach.ts";
import type { Citizen } from "../app/citizen.ts";
import { theCitizen } from "../shell/the-citizen.ts";
import { hasNews, mayChange } from "../storage/news.ts";
import { within } from "@amaliyat/ui/phone-store";
import * as store from "../storage/store.ts";
import { isStale, type Kept } from "../offline/notice.ts";
import { Icon } from "../icons/icon.tsx";
import { clock } from "../text/format.ts";
import { language, loadText, t } from "../text/text.ts";

const EVERY_MS = 60_000;

function Strip({ waits, walkUntil }: { readonly waits: number; readonly walkUntil: number | null }) {
  return (
    <>
      {walkUntil !== null && (
        <a className="strip strip-attention" href="#walk">
          <Icon name="walk" />
          <span>
            <strong>{t("walk.title")}</strong>
            <span>{t("walk.until", { time: clock(walkUntil) })}</span>
          </span>
        </a>
      )}
      {(waits > 0 || !isOnline()) && (
        <a className={isOnline() ? "strip" : "strip strip-attention"} href="#outbox">
          <Icon name={isOnline() ? "send" : "no_link"} />
          <span>
            <strong>{isOnline() ? t("strip.sending") : t("strip.offline")}</strong>
            <span>{waits > 0 ? t("strip.waits", { count: waits }) : t("strip.offlineHint")}</span>
          </span>
        </a>
      )}
    </>
  );
}

let alarm: ReturnType<typeof setTimeout> | undefined;

async function show(citizen: Citizen): Promise<void> {
  const [badge, strip] = [document.getElementById("news"), document.getElementById("strip")];
  const { mine, items } = citizen.get();
  const news = mine.filter(hasNews).length;
  if (badge !== null) {
    badge.hidden = news === 0;
    badge.textContent = news === 0 ? "" : t("follow.newsCount", { count: news });
  }
  if ("setAppBadge" in navigator) void navigator.setAppBadge(news).catch(() => undefined);
  const walk = (await within(store.get("walk"), null)) ?? null;
  if (strip !== null) render(<Strip waits={shownOf(items).length} walkUntil={walk?.until ?? null} />, strip);
  clearTimeout(alarm);
  // The alarm opens over any page of the app when the time is up.
  if (walk !== null && !walk.called) alarm = setTimeout(() => (location.hash = "walk"), Math.max(0, walk.until - Date.now()));
}

/** Takes away notifications that no longer hold: of alerts that ended or expired, and that they did. */
async function clearNotices(inForce: ReadonlySet<string>): Promise<void> {
  const worker = "serviceWorker" in navigator ? await navigator.serviceWorker.getRegistration() : undefined;
  for (const notice of (await worker?.getNotifications?.()) ?? []) {
    if (isStale(notice.data as Kept, inForce, Date.now())) notice.close();
  }
}

/** Shows the alerts in force, and by the room's answer the state of this phone's subscription. */
async function showAlerts(): Promise<void> {
  const inForce = await readAlerts();
  const part = document.getElementById("alerts");
  if (inForce === null || part === null) return;
  const { alerts, pushKey } = inForce;
  render(
    alerts.length === 0 ? null : (
      <>
        <h2>{t("alerts.title")}</h2>
        <Alerts alerts={alerts} />
      </>
    ),
    part,
  );
  await clearNotices(new Set(alerts.map(({ alertId }) => alertId)));
  if (((await store.get("push")) ?? null) === null) return;
  const pushing = await pushingOf();
  if (pushing !== null)
    await renewSubscription(pushing, { pushKey, language, isAllowed: Notification.permission === "granted", now: Date.now() });
}

/** Adds to the first page the parts that are absent while it is built: news, waiting items, a walk that goes on, public alerts. */
export async function watchNews(): Promise<void> {
  const [citizen] = await Promise.all([theCitizen(), loadText()]);
  citizen.listen(() => void show(citizen));
  reach.listen(() => void show(citizen));
  addEventListener("hashchange", () => void show(citizen));
  await show(citizen);
  const refresh = async (): Promise<void> => {
    if (document.visibilityState !== "visible") return;
    for (const each of citizen
      .get()
      .mine.filter((one) => mayChange(one, Date.now()))
      .slice(0, 5))
      await citizen.refresh(each.id);
  };
  void refresh();
  setInterval(() => void refresh(), EVERY_MS);
  await showAlerts();
}
