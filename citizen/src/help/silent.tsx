import type { VNode } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ChosenPlace } from "../storage/kept.ts";
import { myPlace } from "../place/my-place.ts";
import { goOn } from "../screens/go.ts";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { useCitizen, useOnline } from "../screens/use-citizen.ts";
import { t } from "../text/text.ts";
import { DarkPress } from "./dark-press.tsx";
import { dangerBody } from "./danger-body.ts";
import { consumePress } from "./press.ts";
import { smsTo } from "./sms.ts";
import { useGoing } from "./use-going.ts";

/** A press in a pocket can be taken back for so long. */
const COUNT_S = 5;
/** The place that the phone says while the count runs. */
function usePlace(): ChosenPlace | null {
  const [place, setPlace] = useState<ChosenPlace | null>(null);
  useEffect(() => {
    void myPlace().then((found) => typeof found !== "string" && setPlace(found));
  }, []);
  return place;
}

const placeSaid = ({ accuracyM }: ChosenPlace): string =>
  accuracyM === null ? t("silent.placeUnsure") : t("silent.place", { metres: accuracyM });

/** Help without a word: the press on the first page counts down and calls; then room and citizen write to each other. */
export function Silent(): VNode {
  const citizen = useCitizen();
  const isOnline = useOnline();
  const place = usePlace();
  const [left, setLeft] = useState<number | null>(() => (consumePress() ? COUNT_S : null));
  const isCallingRef = useRef(false);
  const going = useGoing();

  const call = useCallback(async (): Promise<void> => {
    if (isCallingRef.current) return;
    isCallingRef.current = true;
    const { id } = await citizen.report(dangerBody(t("silent.words"), place), []);
    goOn(`mine/${id}`);
  }, [citizen, place]);
  useEffect(() => {
    if (left === null) return undefined;
    if (left === 0) return void call();
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left, call]);
  return (
    <Frame title={t("silent.title")} press={<DarkPress />}>
      <p className="lead">{t("silent.lead")}</p>
      {left !== null && left > 0 && (
        <p className="count" role="timer" aria-live="assertive">
          {t("silent.in", { count: left })}
        </p>
      )}
      <button type="button" className="call" onClick={() => void call()}>
        <span className="call-number">
          <Icon name="pin" size={32} />
          <span>{t("silent.now")}</span>
        </span>
        <span>{place === null ? t("silent.noPlace") : placeSaid(place)}</span>
      </button>
      {left !== null && (
        <button type="button" className="press" onClick={() => setLeft(null)}>
          <Icon name="close" />
          <span>{t("silent.stop")}</span>
        </button>
      )}
      {going !== null && (
        <a className="press" href={`#mine/${going.id}`}>
          <Icon name="message" />
          <span>{t("silent.goOn")}</span>
        </a>
      )}
      {!isOnline && <p className="hint">{t("silent.offline")}</p>}
      <a className="press" href={smsTo("1548", t("silent.words"), place?.point ?? null)}>
        <Icon name="message" />
        <span>
          {t("silent.sms")} <bdi className="num">{t("bar.line")}</bdi>
        </span>
      </a>
      <a className="press" href="#pictures">
        <Icon name="pictures" />
        <span>{t("pictures.title")}</span>
      </a>
    </Frame>
  );
}
