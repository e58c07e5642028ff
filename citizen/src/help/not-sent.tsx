import type { VNode } from "preact";
import { useNow, useCitizen, useOnline, useWork } from "../screens/use-citizen.ts";
import { Icon } from "../icons/icon.tsx";
import type { Mine } from "../storage/kept.ts";
import { label, t } from "../text/text.ts";
import { smsTo } from "./sms.ts";

/** An answer that comes so soon needs no alarm. */
const SOON_MS = 3000;

/**
 * A call for help without an answer of the room: in red the alternatives, with both ways, until it answers. It says nothing of a call that
 * arrived or was withdrawn.
 */
export function NotSent({ mine, callsToo = true }: { readonly mine: Mine; readonly callsToo?: boolean }): VNode | null {
  const citizen = useCitizen();
  const isOnline = useOnline();
  const now = useNow(1000);
  const item = useWork().items.find((each) => each.kind === "report" && each.code === mine.code);
  if (item?.kind !== "report") return null;
  const { refused, body } = item;
  const isOnItsWay = refused === null && isOnline && now - mine.at < SOON_MS;
  const place = body.place ?? citizen.placeOf(mine.code);
  return (
    <section className="not-sent" data-on-its-way={isOnItsWay} aria-label={t("unsent.region")}>
      <p className="not-sent-word" role="alert">
        <Icon name={isOnItsWay ? "send" : "alert"} size={32} />
        <strong>{t(isOnItsWay ? "unsent.goes" : "unsent.title")}</strong>
      </p>
      {callsToo && (
        <a className="press danger-press" href="tel:17">
          <Icon name="phone" />
          <span>
            {t("walk.call")} <bdi className="num">{t("bar.number")}</bdi>
          </span>
        </a>
      )}
      <a className="press" href={smsTo("1548", body.words ?? t("silent.words"), place?.point ?? null)}>
        <Icon name="message" />
        <span>
          {t("silent.sms")} <bdi className="num">{t("bar.line")}</bdi>
        </span>
      </a>
      {!isOnItsWay && <p>{refused !== null ? label(refused) : t(citizen.isKept() ? "unsent.again" : "unsent.againOpen")}</p>}
    </section>
  );
}
