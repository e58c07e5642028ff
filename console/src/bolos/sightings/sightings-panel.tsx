import { bolos, type BoloPage, type Sighting } from "@amaliyat/contract/bolos";
import { interventions } from "@amaliyat/contract/interventions";
import { codeIn } from "@amaliyat/domain/cameras";
import { Button } from "@amaliyat/ui/controls";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { CardLink } from "../../facts/index.ts";
import { PointWords } from "../../gazetteer/index.ts";
import { PersonName, Refusal, useMay } from "../../session/index.ts";
import { JoinDialog } from "./join-dialog.tsx";
import { SightDialog } from "./sight-dialog.tsx";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

/** Sightings, and their consequences. */
export function SightingsPanel({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const text = useText();
  const [noting, setNoting] = useState(false);
  const maySight = useMay(bolos.sight) && bolo.standing === "in_force";
  const act = maySight && (
    <Button size="s" variant="quiet" onClick={() => setNoting(true)}>
      {text("sightings.add")}
    </Button>
  );
  return (
    <Panel title={text("sightings.title")} count={bolo.sightings.length} actions={act} region className="bolo-panel">
      {bolo.sightings.length === 0 && <p className="bolo-none am-t3">{text("sightings.none")}</p>}
      <ul className="bolo-list">
        {bolo.sightings.map((one) => (
          <SightingLine key={one.sightingId} bolo={bolo} sighting={one} />
        ))}
      </ul>
      {noting && <SightDialog wanted={[bolo]} onClose={() => setNoting(false)} />}
    </Panel>
  );
}

type LineProps = { readonly bolo: BoloPage; readonly sighting: Sighting };

function SightingLine({ bolo, sighting }: LineProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { seenAt, noted, unitCode, camera, place, placeText, text: said, intervention } = sighting;
  return (
    <li className="bolo-line">
      <span className="am-grow">
        <Time at={Date.parse(seenAt)} format="dateTime" /> · {camera !== null && <Num>{codeIn(camera.code, language)}</Num>}{" "}
        <Bdi>{placeText ?? ""}</Bdi> {place !== null && <PointWords point={place} />}
        {said !== null && (
          <div>
            <Bdi>{said}</Bdi>
          </div>
        )}
        <div className="am-small am-t2">
          {unitCode !== null && <Num>{unitCode}</Num>} <PersonName name={noted.by} />
        </div>
      </span>
      {intervention === null ? (
        <OpenAct bolo={bolo} sighting={sighting} />
      ) : (
        <CardLink interventionId={intervention.interventionId}>
          {text("field.intervention")} <Num>{intervention.reference}</Num>
        </CardLink>
      )}
    </li>
  );
}

/**
 * Opens an intervention at the place of a sighting, with the BOLO's reference in its first note. Or adds the sighting to an open
 * intervention.
 */
function OpenAct({ bolo, sighting }: LineProps): ReactNode {
  const text = useText();
  const act = useAct();
  const navigate = useNavigate();
  const [joining, setJoining] = useState(false);
  const mayOpen = useMay(interventions.open);
  const { camera, place, placeText, sightingId } = sighting;
  const open = async (): Promise<void> => {
    const note = text("sightings.note", { reference: bolo.reference, what: bolo.text.slice(0, 300) });
    const where =
      camera === null
        ? { origin: "desk" as const, ...(place === null ? {} : { place }), ...(placeText === null ? {} : { placeText }) }
        : { origin: "video" as const, cameraId: camera.cameraId };
    const opened = await act.run(async () => {
      const card = await ask(interventions.open, { body: { ...where, note } });
      if (!card.ok) return card;
      const { interventionId } = card.value;
      const linked = await ask(bolos.linkSighting, { params: { boloId: bolo.boloId, sightingId }, body: { interventionId } });
      return linked.ok ? card : linked;
    });
    if (!opened?.ok) return;
    const params = { interventionId: opened.value.interventionId };
    void navigate({ to: "/interventions/$interventionId", params, search: { begin: "classify" } });
  };
  if (!mayOpen) return null;
  return (
    <>
      <Button size="s" loading={act.busy} onClick={() => void open()}>
        {text("sightings.open")}
      </Button>
      <Button size="s" variant="quiet" onClick={() => setJoining(true)}>
        {text("sightings.join")}
      </Button>
      <Refusal problem={act.refused} />
      {joining && <JoinDialog boloId={bolo.boloId} sighting={sighting} onClose={() => setJoining(false)} />}
    </>
  );
}
