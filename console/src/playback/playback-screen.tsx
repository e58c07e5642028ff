import type { Camera } from "@amaliyat/contract/cameras";
import { inheritedPurpose, isPurpose } from "@amaliyat/domain/cameras";
import { categoryOf } from "@amaliyat/domain/interventions";
import type { Interval } from "@amaliyat/domain/kernel";
import { Chip } from "@amaliyat/ui/controls";
import { EmptyState, ErrorPanel, LoadingState, LostState, NoPermissionState, State } from "@amaliyat/ui/feedback";
import { roomNow } from "@amaliyat/ui/hooks";
import { Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Cctv from "lucide-react/icons/cctv";
import Eye from "lucide-react/icons/eye";
import Shield from "lucide-react/icons/shield";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useMemo, useState, type ReactNode } from "react";
import { isPassing, sentence } from "../api/index.ts";
import { PurposeList, shortReference, useCameras, useInterventions } from "../facts/index.ts";
import { choosePurpose, useInheritedReason, useViewReason } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { Choice } from "./choice.tsx";
import { DayStrip } from "./day-strip.tsx";
import { GapList } from "./gap-list.tsx";
import { rangeOf } from "./range.ts";
import { useOpenedReplay, type Opening, type ReplayAsked } from "./replay/use-replay.ts";
import { Stage } from "./stage.tsx";
import { useText } from "./text.ts";
import { stretchesOf } from "./timeline/gaps.ts";
import "./playback.css";
import "./timeline/timeline.css";

/** Looks back at one camera: `/playback?camera&from&to&intervention`. */
export function PlaybackScreen(): ReactNode {
  const query = useCameras();
  const text = useText();
  if (query.data) return <Playback cameras={query.data} />;
  return query.isError ? <QueryFailed query={query} /> : <LoadingState what={text("choice.camera")} />;
}

function Playback({ cameras }: { readonly cameras: readonly Camera[] }): ReactNode {
  const search = useSearch({ from: "/playback" });
  const navigate = useNavigate();
  const [now] = useState(roomNow);
  const range = useMemo(() => rangeOf(search, now), [search, now]);
  const [startAt, setStartAt] = useState<number | null>(null);
  const [jumpTo, setJumpTo] = useState<{ readonly at: number } | null>(null);
  const camera = cameras.find((one) => one.cameraId === search.camera);
  const asked = useAsked(camera, range, search.intervention);
  const [opening, again] = useOpenedReplay(asked);
  const opened = opening.kind === "open" ? opening : null;
  // While the next one is being opened, the last one is still on the screen under its own name.
  const seen = opened && cameras.find((one) => one.cameraId === opened.replay.cameraId);
  const stretches = useMemo(() => stretchesOf(opened?.replay.pieces ?? []), [opened]);

  const go = (change: { readonly camera?: string; readonly range?: Interval }, at: number | null = null): void => {
    setStartAt(at);
    const { from, to } = change.range ?? range;
    void navigate({
      to: "/playback",
      search: {
        ...search,
        ...(change.camera && { camera: change.camera }),
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      },
    });
  };
  return (
    <div className="playback">
      <PlaybackHead interventionId={search.intervention} range={range} />
      <div className="playback-main">
        {opened && seen ? (
          <Stage
            key={opened.replay.replayId}
            camera={seen}
            replay={opened.replay}
            stretches={stretches}
            openedAt={opened.openedAt}
            startAt={startAt}
            jumpTo={jumpTo}
            onRange={(next, at) => go({ range: next }, at)}
            onExpired={again}
          />
        ) : (
          <div className="am-panel playback-stage">
            <NotOpen opening={opening} camera={camera} wanted={search.camera} asked={asked !== null} onRetry={again} />
          </div>
        )}
        <aside className="playback-side">
          <Choice
            cameras={cameras}
            cameraId={camera?.cameraId ?? null}
            range={range}
            onCamera={(cameraId) => go({ camera: cameraId })}
            onRange={(next) => go({ range: next })}
          />
          {camera && <DayStrip cameraId={camera.cameraId} range={range} onRange={(next) => go({ range: next })} />}
          {opening.kind === "open" && <GapList stretches={stretches} onJump={(at) => setJumpTo({ at })} />}
        </aside>
      </div>
    </div>
  );
}

/** Replay to open, once a camera and a reason are given. */
function useAsked(camera: Camera | undefined, range: Interval, interventionId: string | undefined): ReplayAsked | null {
  const reason = useViewReason();
  const purpose = reason.kind === "purpose" ? reason.purpose : undefined;
  const inherited = interventionId ?? (reason.kind === "intervention" ? reason.interventionId : undefined);
  if (!camera) return null;
  const what = { cameraId: camera.cameraId, from: range.from, to: range.to };
  if (inherited !== undefined) return { ...what, interventionId: inherited };
  return purpose === undefined ? null : { ...what, purpose };
}

function PlaybackHead({ interventionId, range }: { readonly interventionId: string | undefined; readonly range: Interval }): ReactNode {
  const text = useText();
  const rows = useInterventions().data;
  const row = rows?.find((one) => one.interventionId === interventionId);
  const reference = row?.reference;
  useInheritedReason(interventionId ?? "", reference, row === undefined ? null : inheritedPurpose(categoryOf(row.subcategory)));
  return (
    <header className="playback-head">
      <h2>{text("title")}</h2>
      {reference !== undefined && (
        <Chip icon={<TriangleAlert size={14} aria-hidden="true" />}>
          {text("of_intervention")} <Num>{shortReference(reference, roomNow())}</Num>
        </Chip>
      )}
      <span className="am-t2">
        <Time at={range.from} format="date" /> · {text("from")} <Time at={range.from} className="am-strong" /> {text("to")}{" "}
        <Time at={range.to} className="am-strong" />
      </span>
      <span className="am-grow" />
      <span className="playback-head__cue am-t2 am-small">
        <Eye size={14} aria-hidden="true" />
        {text("logged")}
      </span>
    </header>
  );
}

type NotOpenProps = {
  readonly opening: Opening;
  readonly camera: Camera | undefined;
  readonly wanted: string | undefined;
  readonly asked: boolean;
  readonly onRetry: () => void;
};

/** Reason that there is no picture yet. */
function NotOpen({ opening, camera, wanted, asked, onRetry }: NotOpenProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  if (!camera && wanted !== undefined)
    return <NoPermissionState title={text("unknown_camera")} reason={text("unknown_camera_text")} logged={false} />;
  if (!camera) return <EmptyState icon={<Cctv size={24} />} title={text("choose")} text={text("choose_text")} />;
  if (!asked) {
    const act = <PurposeList onChosen={(purpose) => isPurpose(purpose) && choosePurpose(purpose)} />;
    return <State icon={<Shield size={24} />} title={text("no_purpose")} act={act} />;
  }
  if (opening.kind !== "refused") return <LoadingState what={text("title")} />;
  const { problem } = opening;
  if (isPassing(problem) && problem.status === 0) return <LostState since={opening.at} onRetry={onRetry} kept={text("lost_kept")} />;
  if (problem.status === 403 || problem.status === 404) return <NoPermissionState reason={sentence(problem, language)} />;
  return <ErrorPanel code={problem.code} message={sentence(problem, language)} onRetry={isPassing(problem) ? onRetry : undefined} />;
}
