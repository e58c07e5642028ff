import type { BoloNotice } from "@amaliyat/contract/bolos";
import { BOLO_KIND_LABELS } from "@amaliyat/domain/bolos";
import { useState, type ReactNode } from "react";
import "../styles/bolos.css";
import { inForce } from "../app/bolo-reader.ts";
import { clock, dayAndClock } from "../text/format.ts";
import { useLabel, useLanguage, useText } from "../text/use-text.ts";
import { Frame } from "./frame.tsx";
import { Icon, PriorityMark } from "../icons/icons.tsx";
import { goHome } from "./place.ts";
import { SpokenText } from "./spoken-text.tsx";
import { useNow, usePatrol, useWork } from "../app/use-patrol.ts";

/** BOLOs, with or without a link: read, acknowledge, record a sighting here. */
export function Bolos(): ReactNode {
  const t = useText();
  const { bolos } = useWork();
  const shown = inForce(bolos, useNow(10_000));
  return (
    <Frame title={t("bolos.title")}>
      {shown.length === 0 && <p className="hint">{t("bolos.none")}</p>}
      <ul className="list">
        {shown.map((one) => (
          <BoloCard key={one.boloId} bolo={one} />
        ))}
      </ul>
      <button type="button" className="quiet" onClick={goHome}>
        {t("back")}
      </button>
    </Frame>
  );
}

function BoloCard({ bolo }: { readonly bolo: BoloNotice }): ReactNode {
  const t = useText();
  const label = useLabel();
  const language = useLanguage();
  const patrol = usePatrol();
  const [seeing, setSeeing] = useState(false);
  const { facts, thumbnail, boloId, acknowledgedAt } = bolo;
  const words = [
    facts.make,
    facts.colour,
    facts.age === null ? null : t("bolos.age", { age: facts.age }),
    facts.description,
    facts.clothes,
  ];
  return (
    <li className="bolo">
      <div className="bolo-head">
        {thumbnail !== null && <img src={thumbnail} alt="" className="bolo-picture" />}
        <div>
          <strong>{label(BOLO_KIND_LABELS[bolo.kind])}</strong> <bdi className="hint">{bolo.reference}</bdi>
          {facts.plate !== null && (
            <bdi dir="ltr" className="bolo-plate">
              {facts.plate}
            </bdi>
          )}
        </div>
        <PriorityMark priority={bolo.priority} />
      </div>
      <p dir="auto">{bolo.text}</p>
      <p>
        <bdi>{words.filter((one) => one !== null).join(" · ")}</bdi>
      </p>
      <LastSeen place={facts.seenPlace} at={facts.seenAt} />
      {acknowledgedAt !== null && <p className="hint">{t("bolos.acknowledged", { time: clock(language, acknowledgedAt) })}</p>}
      {seeing ? (
        <Seen boloId={boloId} onDone={() => setSeeing(false)} />
      ) : (
        <div className="row">
          {acknowledgedAt === null && (
            <button type="button" className="quiet" onClick={() => void patrol.shift.acknowledge(boloId)}>
              <Icon name="check" />
              {t("bolos.acknowledge")}
            </button>
          )}
          <button type="button" className="quiet" onClick={() => setSeeing(true)}>
            <Icon name="pin" />
            {t("bolos.seen")}
          </button>
        </div>
      )}
    </li>
  );
}

/** Place and time at which the person or vehicle was last seen; either may be unknown. */
function LastSeen({ place, at }: { readonly place: string | null; readonly at: string | null }): ReactNode {
  const t = useText();
  const language = useLanguage();
  if (place === null && at === null) return null;
  return (
    <p>
      {t("bolos.last")} {place !== null && <bdi>{place}</bdi>}
      {place !== null && at !== null && " · "}
      {at !== null && <bdi>{dayAndClock(language, at)}</bdi>}
    </p>
  );
}

function Seen({ boloId, onDone }: { readonly boloId: string; readonly onDone: () => void }): ReactNode {
  const t = useText();
  const patrol = usePatrol();
  const { fix } = useWork();
  const [where, setWhere] = useState("");
  const isReady = fix !== null || where.trim() !== "";
  const send = async (): Promise<void> => {
    if (!isReady) return;
    const place = fix === null ? null : { lat: fix.lat, lon: fix.lon };
    await patrol.shift.do({ kind: "bolo_seen", bolo: boloId, place, where: where.trim().replace(/\s+/gu, " ").slice(0, 200) || null });
    onDone();
  };
  return (
    <>
      <SpokenText label={t(fix === null ? "bolos.where" : "bolos.whereToo")} value={where} onChange={setWhere} rows={2} />
      <div className="row">
        <button type="button" className="big" aria-disabled={!isReady} onClick={() => void send()}>
          {t("bolos.send")}
        </button>
        <button type="button" className="quiet" onClick={onDone}>
          {t("back")}
        </button>
      </div>
    </>
  );
}
