import type { Clip, InterventionCard } from "@amaliyat/contract/interventions";
import { recordings } from "@amaliyat/contract/recordings";
import { codeIn } from "@amaliyat/domain/cameras";
import { Bdi, Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import Play from "lucide-react/icons/play";
import type { ReactNode } from "react";
import { useCameras } from "../../facts/index.ts";
import { useMay } from "../../session/index.ts";
import { useText } from "../text.ts";

/** The pieces of recording attached to the intervention; they outlive the camera's own retention. */
export function ClipsPanel({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  if (card.clips.length === 0) return null;
  return (
    <Panel className="card-clips" region title={text("clips.title")} count={card.clips.length}>
      <ul>
        {card.clips.map((clip) => (
          <ClipLine key={clip.clipId} clip={clip} interventionId={card.interventionId} />
        ))}
      </ul>
    </Panel>
  );
}

/** One piece of recording, with how long it is kept and where it is replayed. */
export function ClipLine({ clip, interventionId }: { readonly clip: Clip; readonly interventionId: string }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const mayReplay = useMay(recordings.openReplay);
  const code = useCameras().data?.find((camera) => camera.cameraId === clip.cameraId)?.code;
  const length = Date.parse(clip.to) - Date.parse(clip.from);
  const search = { camera: clip.cameraId, from: clip.from, to: clip.to, intervention: interventionId };
  return (
    <li className="card-clips__line">
      <div className="am-grow">
        <div>
          {code !== undefined && <Bdi className="am-strong">{codeIn(code, language)}</Bdi>} <Time at={Date.parse(clip.from)} /> ·{" "}
          <Num>{format.duration(length)}</Num>
        </div>
        <div className="am-small am-t3">{text("clips.kept", { until: format.day(Date.parse(clip.keptUntil)) })}</div>
      </div>
      {mayReplay && (
        <Link to="/playback" search={search} className="am-button am-button--s">
          <Play size={14} aria-hidden="true" />
          {text("clips.replay")}
        </Link>
      )}
    </li>
  );
}
