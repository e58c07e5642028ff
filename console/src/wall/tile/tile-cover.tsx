import { explain, isErrorCode } from "@amaliyat/contract/errors";
import { exhaustive } from "@amaliyat/domain/kernel";
import { GAP_CAUSE_LABELS, isGapCause } from "@amaliyat/domain/recordings";
import { Button } from "@amaliyat/ui/controls";
import { CameraGlyph } from "@amaliyat/ui/glyphs";
import { useDelayed, useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Popover } from "@amaliyat/ui/layout";
import Lock from "lucide-react/icons/lock";
import Plus from "lucide-react/icons/plus";
import ShieldQuestion from "lucide-react/icons/shield-question-mark";
import VideoOff from "lucide-react/icons/video-off";
import { useRef, useState, type ReactNode } from "react";
import { isPurpose, type Purpose } from "@amaliyat/domain/cameras";
import { sentence } from "../../api/index.ts";
import { Age, RoughAge, PurposeList } from "../../facts/index.ts";
import { choosePurpose, pickPurpose } from "../../session/index.ts";
import { useText } from "../text.ts";
import type { TileState } from "./tile-state.ts";

type CoverProps = { readonly state: TileState; readonly roomy: boolean; readonly onPick?: (() => void) | undefined };

/** Text of a tile over its picture, or in place of it. */
export function TileCover({ state, roomy, onPick }: CoverProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  switch (state.kind) {
    case "live":
      return null;
    case "connecting":
      return <Connecting />;
    case "stalled":
      return (
        <div className="wall-cover">
          <span className="wall-cover__old">
            <CameraGlyph state="stalled" size={14} silent />
            {text("old_picture")} <RoughAge since={state.since} />
          </span>
        </div>
      );
    case "lost":
      return (
        <Cover hatched icon={<VideoOff size={roomy ? 24 : 18} />} title={<LostSince since={state.since} />}>
          {causeWords(state.cause, language) ?? text(`cause.${state.cause === "room" ? "room" : "unplayable"}`)}
        </Cover>
      );
    case "out_of_service":
      return (
        <Cover icon={<CameraGlyph state="out_of_service" size={20} silent />} title={text("state.out_of_service")}>
          {state.reason ? <Bdi>{state.reason}</Bdi> : <Since since={state.since} />}
        </Cover>
      );
    case "no_permission":
      return (
        <Cover icon={<Lock size={20} />} title={text("state.no_permission")}>
          {text(`why.${state.why}`)}
        </Cover>
      );
    case "refused":
      return (
        <Cover icon={<Lock size={20} />} title={sentence(state.problem, language)}>
          {state.problem.status === 403 || state.problem.status === 404 ? ui("state.refusal_logged") : null}
        </Cover>
      );
    case "ended":
      return (
        <Cover icon={<Lock size={20} />} title={isErrorCode(state.code) ? explain(state.code, {})[language] : text("ended")}>
          {null}
        </Cover>
      );
    case "unknown":
      return (
        <Cover icon={<Lock size={20} />} title={text("unknown")}>
          {onPick && <PickButton onPick={onPick} />}
        </Cover>
      );
    case "empty":
      return (
        <Cover icon={null} title={null}>
          {onPick && <PickButton onPick={onPick} />}
        </Cover>
      );
    case "no_purpose":
      return (
        <Cover icon={roomy ? <ShieldQuestion size={20} /> : null} title={roomy ? text("no_purpose") : null}>
          <ChoosePurpose onChosen={choosePurpose} />
        </Cover>
      );
    case "other_purpose":
      return (
        <Cover icon={roomy ? <ShieldQuestion size={20} /> : null} title={text("other_purpose")}>
          <ChoosePurpose only={state.serves} onChosen={(purpose) => pickPurpose(state.interventionId, purpose)} />
        </Cover>
      );
    default:
      return exhaustive(state);
  }
}

const causeWords = (cause: string, language: "ar" | "fr" | "en"): string | null =>
  isGapCause(cause) ? GAP_CAUSE_LABELS[cause][language] : null;

type CoverBoxProps = { readonly icon: ReactNode; readonly title: ReactNode; readonly hatched?: boolean; readonly children: ReactNode };

function Cover({ icon, title, hatched = false, children }: CoverBoxProps): ReactNode {
  return (
    <div className={hatched ? "wall-cover wall-cover--hatched" : "wall-cover wall-cover--plain"}>
      {icon && (
        <span className="wall-cover__icon" aria-hidden="true">
          {icon}
        </span>
      )}
      {title && <span className="wall-cover__title">{title}</span>}
      {children && <span className="wall-cover__text">{children}</span>}
    </div>
  );
}

function Since({ since }: { readonly since: number }): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  return (
    <>
      {text("since")} <Num>{format.duration(now - since)}</Num>
    </>
  );
}

function LostSince({ since }: { readonly since: number }): ReactNode {
  const text = useText();
  return (
    <>
      {text("lost_since")} <Age since={since} />
    </>
  );
}

/** Nothing for 300 ms: most pictures are there before. */
function Connecting(): ReactNode {
  const text = useText();
  return useDelayed(true, 300) ? (
    <div className="wall-cover">
      <span className="wall-cover__text">{text("state.connecting")}</span>
    </div>
  ) : null;
}

function PickButton({ onPick }: { readonly onPick: () => void }): ReactNode {
  const text = useText();
  return (
    <Button size="s" variant="quiet" icon={<Plus size={14} aria-hidden="true" />} tabIndex={-1} onClick={onPick}>
      {text("choose_camera")}
    </Button>
  );
}

type ChooseProps = { readonly only?: readonly Purpose[]; readonly onChosen: (purpose: Purpose) => void };

function ChoosePurpose({ only, onChosen }: ChooseProps): ReactNode {
  const text = useText();
  const anchor = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <span ref={anchor}>
      <Button size="s" tabIndex={-1} onClick={() => setOpen(!open)}>
        {text("choose_purpose")}
      </Button>
      <Popover anchor={anchor} open={open} onClose={() => setOpen(false)} label={text("choose_purpose")} flush>
        <PurposeList
          only={only}
          onChosen={(purpose) => {
            if (isPurpose(purpose)) onChosen(purpose);
            setOpen(false);
          }}
        />
      </Popover>
    </span>
  );
}
