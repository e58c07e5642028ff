import type { CallCard } from "@amaliyat/contract/calls";
import { Chip } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { isolate, Num, useFormat } from "@amaliyat/ui/i18n";
import Ear from "lucide-react/icons/ear";
import PhoneCall from "lucide-react/icons/phone-call";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { useLineName } from "../../calls/index.ts";
import type { BarAct } from "../acts.ts";
import type { TalkView } from "../bar-state.ts";
import { Levels } from "./levels.tsx";
import type { Standing } from "../standing.ts";
import { TalkActs } from "./talk-acts.tsx";
import SignalHigh from "lucide-react/icons/signal-high";
import SignalLow from "lucide-react/icons/signal-low";
import SignalMedium from "lucide-react/icons/signal-medium";
import { gradeOf, type Quality } from "../../phone/index.ts";
import { usePersonNames } from "../../session/index.ts";

const ICONS = { good: SignalHigh, fair: SignalMedium, bad: SignalLow };

/** Sound quality over the network: a word and a shape, and the figures on request. */
function QualityMark({ quality }: { readonly quality: Quality | null }): ReactNode {
  const text = useText();
  const format = useFormat();
  if (quality === null) return null;
  const grade = gradeOf(quality);
  const Icon = ICONS[grade];
  const figures = text("quality.figures", { lost: format.percent(quality.lost), jitter: format.number(Math.round(quality.jitterMs)) });
  return (
    <span className="calls-quality am-small" data-grade={grade} title={figures}>
      <Icon size={16} aria-hidden="true" />
      {text(`quality.${grade}`)}
    </span>
  );
}

export type TalkPartProps = {
  /** The screen is locked: the other party is not shown. */
  readonly hidden: boolean;
  readonly talk: TalkView;
  readonly standing: Standing;
  readonly card: CallCard | undefined;
  readonly muted: boolean;
  readonly together: boolean;
  readonly acts: readonly BarAct[];
  readonly busy: boolean;
  readonly onAct: (act: BarAct) => void;
};

/** A talk goes on: its parties, duration and sound, further listeners, and the possible acts. */
export function TalkPart(props: TalkPartProps): ReactNode {
  const { hidden, talk, standing, card, muted, together, acts, busy, onAct } = props;
  const text = useText();
  const format = useFormat();
  const lineName = useLineName();
  const now = useNow();
  const { main } = talk;
  const speaks = main.kind !== "hearing";
  const number = main.number ?? card?.number ?? null;
  const what = main.about === null ? text(`talk.${main.kind}`) : text("talk.colleague");
  return (
    <section className="calls-talk" aria-label={what} data-talk={main.callId}>
      <PhoneCall size={24} aria-hidden="true" className="am-affirm" />
      <div className="calls-talk__who">
        <div className="am-clip">
          {what}{" "}
          <span className="am-strong" title={lineName(main.line)}>
            <Num>{main.line}</Num>
          </span>
        </div>
        <div className="am-row">
          {hidden ? (
            <span className="am-t2">{text("ringing.hidden")}</span>
          ) : number === null ? (
            <span className="am-strong">{text("withheld")}</span>
          ) : (
            <Num className="calls-number">{number}</Num>
          )}
          <TalkMarks talk={talk} standing={standing} card={card} together={together} />
        </div>
      </div>
      <Num className="calls-clock">{format.age(now - main.since)}</Num>
      <div className="calls-talk__sound">
        {speaks && <Levels muted={muted} />}
        <QualityMark quality={main.quality} />
      </div>
      <TalkActs acts={acts} muted={muted} held={standing.held} together={together} busy={busy} onAct={onAct} />
    </section>
  );
}

/** Words for a transfer while no consultation is connected. */
const HANDED = { consult: "calling", consulted: "spoken", rings: "ringing" } as const;

type MarksProps = Pick<TalkPartProps, "talk" | "standing" | "card" | "together">;

/** Further states: music, a transfer, a call of three, a supervisor who listens or speaks. */
function TalkMarks({ talk, standing, card, together }: MarksProps): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const { main, consulted, coach } = talk;
  const { held, handing } = standing;
  const handed = handing === null ? null : consulted !== null && handing !== "rings" ? "consulting" : HANDED[handing];
  return (
    <>
      {main.survival && <Chip tone="attention">{text("talk.saved")}</Chip>}
      {together ? <Chip tone="engaged">{text("talk.together")}</Chip> : held && <Chip tone="attention">{text("talk.held")}</Chip>}
      {handed !== null && <Chip tone="engaged">{text(`handing.${handed}`)}</Chip>}
      {coach !== null && <Chip tone="engaged">{text("talk.coach")}</Chip>}
      {main.kind !== "hearing" &&
        card?.listeners.map(({ legId, name, mode }) => (
          <Chip key={legId} tone="engaged" icon={<Ear size={14} aria-hidden="true" />}>
            {text(`listening.${mode}`, { name: isolate(names.shown(name)) })}
          </Chip>
        ))}
    </>
  );
}
