import { useNow, useShortcut } from "@amaliyat/ui/hooks";
import { regionAttributes } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState, type ReactNode } from "react";
import type { CallRow, TakerShown } from "@amaliyat/contract/calls";
import { phone, silenced } from "../phone/index.ts";
import { ReportsPart } from "../reports/index.ts";
import { Refusal, useSession } from "../session/index.ts";
import { useStore } from "../store/index.ts";
import { DevicesDialog } from "./devices/devices-dialog.tsx";
import {
  askedBack,
  callCardOf,
  CallOutDialog,
  freePhone,
  openCalls,
  phoneOff,
  phoneTalks,
  takerList,
  useCallAct,
  useLineName,
  useLines,
} from "../calls/index.ts";
import { useText } from "./text.ts";
import { actsIn, KEY_OF, LOCKED_ACTS } from "./acts.ts";
import { phoneView, talkView, type PhoneView } from "./bar-state.ts";
import { CallBackPart } from "./call-back-part.tsx";
import { CallOverDialogs } from "./call-over-dialogs.tsx";
import { KeypadDialog } from "./talk/keypad-dialog.tsx";
import { PhonePart } from "./phone/phone-part.tsx";
import { PickPart } from "./waiting/pick-part.tsx";
import { RingingPart } from "./ringing-part.tsx";
import { PLAIN, standingOf } from "./standing.ts";
import { TalkPart } from "./talk/talk-part.tsx";
import { TransferDialog } from "./talk/transfer-dialog.tsx";
import { useBarActs } from "./use-bar-acts.ts";
import { useCallNotice } from "./use-call-notice.ts";
import { useOnCard, useOpenCard } from "./use-open-card.ts";
import { usePhoneLife } from "./phone/use-phone-life.ts";
import { AbandonedDialog } from "./waiting/abandoned-dialog.tsx";
import { AbandonedPart } from "./waiting/abandoned-part.tsx";
import { callToPick, ladderOf } from "./waiting/waiting.ts";
import { WaitingPart } from "./waiting/waiting-part.tsx";
import { Button } from "@amaliyat/ui/controls";
import VolumeX from "lucide-react/icons/volume-x";
import "../calls/calls.css";

/** Nothing would be heard of a call: said while there is time to mend it by a touch, which any press of this page is. */
function SilencedPart(): ReactNode {
  const text = useText();
  if (!useStore(silenced)) return null;
  return (
    <span role="alert">
      <Button size="s" icon={<VolumeX size={16} aria-hidden="true" className="am-attention" />}>
        {text("silenced")}
      </Button>
    </span>
  );
}

/** States in which one's telephone is connected and has no call. */
const PICKS: ReadonlySet<PhoneView["kind"]> = new Set(["aside", "ready", "paused", "wrap_up"]);
const noCalls: readonly CallRow[] = [];
const noTakers: readonly TakerShown[] = [];

type OverWhat = "devices" | "call_out" | "abandoned" | "keypad" | "transfer";

/** Overlay that is open, with the talk it was opened in; null if none. */
type Over = { readonly what: OverWhat; readonly callId: string | null };

const OF_A_TALK: ReadonlySet<OverWhat> = new Set(["keypad", "transfer"]);
const HIDES_NOBODY: ReadonlySet<OverWhat> = new Set(["devices"]);

/** Overlay to show now. One opened in a talk never stays for the next caller, and a locked screen shows no person. */
export function shownOver(over: Over | null, talking: string | null, locked: boolean): OverWhat | null {
  if (over === null || (locked && !HIDES_NOBODY.has(over.what))) return null;
  return OF_A_TALK.has(over.what) && (talking === null || over.callId !== talking) ? null : over.what;
}

/**
 * The telephone at the foot of every screen: what rings, what talks, who waits, how one's own telephone stands. While the screen is locked
 * it rings and is answered all the same, and tells nothing of the caller.
 */
export function CallBar({ locked }: { readonly locked: boolean }): ReactNode {
  const text = useText();
  const { user } = useSession();
  const state = useStore(phone);
  const open = useQuery(openCalls).data;
  const rows = open ?? noCalls;
  const back = useQuery(askedBack).data ?? noCalls;
  const takers = useQuery(takerList).data ?? noTakers;
  const lineName = useLineName();
  const lines = useLines();
  const now = useNow();
  const [over, setOver] = useState<Over | null>(null);
  const { ringing, muted, together } = state;
  const own = takers.find(({ userId }) => userId === user.userId);
  const toCallBack = back.find(({ callBack, offeredTo }) => callBack === "offered" && offeredTo === user.userId);
  const view = phoneView(state.link, own, toCallBack?.callId ?? null);
  const talk = talkView(state.talks);
  const talking = talk?.main.callId ?? null;
  const openOver = (what: OverWhat): void => setOver({ what, callId: talking });
  const shown = shownOver(over, talking, locked);
  const ofRoom = talk !== null && !talk.main.survival && talk.main.about === null ? talk.main.callId : null;
  const card = useQuery({ ...callCardOf(ofRoom ?? ""), enabled: ofRoom !== null && !locked }).data;
  const standing = card === undefined ? PLAIN : standingOf(card.events);
  const reached = card?.direction !== "out" || card.answeredAt !== null;
  const all = actsIn({ rings: ringing !== null, talk, standing, reached });
  const acts = locked ? all.filter((each) => LOCKED_ACTS.has(each)) : all;
  const phoneAct = useCallAct();
  const { act, busy, refused } = useBarActs({
    talk,
    standing,
    onKeypad: () => openOver("keypad"),
    onTransfer: () => openOver("transfer"),
  });
  useShortcut(
    ["F2", "F3", "F4", "Shift+F2", "Shift+F3", "Shift+F4", "Ctrl+KeyM"],
    (event) => {
      const pressed = `${event.shiftKey ? "Shift+" : ""}${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.code}`;
      const found = acts.find((each) => KEY_OF[each] === pressed);
      if (found !== undefined) act(found);
    },
    { enabled: acts.length > 0 },
  );
  usePhoneLife(user.userId);
  const backHere = ringing === null && talk === null ? toCallBack : undefined;
  // The telephone is there, and free for a caller whom nobody takes.
  const isFree = ringing === null && talk === null && backHere === undefined && PICKS.has(view.kind);
  useEffect(() => {
    freePhone.set(isFree);
    return () => freePhone.set(false);
  }, [isFree]);
  const talks = talk !== null;
  useEffect(() => {
    phoneTalks.set(talks);
    return () => phoneTalks.set(false);
  }, [talks]);
  const isOff = view.kind === "off" && !view.elsewhere;
  useEffect(() => phoneOff.set(isOff), [isOff]);
  const left = isFree && !locked ? callToPick(lines, rows, now) : null;
  useCallNotice(ringing ?? backHere ?? null, locked);
  // A call that the edge saved is none of the room's; a colleague's word is about a call that has a card.
  const rung = ringing === null ? null : ringing.survival ? null : (ringing.about ?? ringing.callId);
  const talked = talk === null || talk.main.survival || talk.main.kind !== "caller" ? null : (talk.main.about ?? talk.main.callId);
  useOpenCard(rung ?? talked, rung === null ? "talks" : "rings", locked);
  const cardOf = rung ?? talked ?? (view.kind === "wrap_up" ? view.callId : null) ?? ofRoom ?? backHere?.callId ?? null;
  const close = (): void => setOver(null);
  const notFree = ["aside", "ready", "paused", "wrap_up"].includes(view.kind) ? undefined : text("abandoned.not_free");
  return (
    <footer className="calls-bar" {...regionAttributes(text("bar"))}>
      {ringing !== null && (
        <RingingPart
          ringing={ringing}
          hidden={locked}
          row={rows.find(({ callId }) => callId === ringing.callId)}
          onAnswer={() => act("answer")}
          onRefuse={() => act("refuse")}
        />
      )}
      {left !== null && <PickPart key={left.callId} row={left} soundMs={ladderOf(lines, left).soundMs} />}
      {backHere !== undefined && <CallBackPart key={backHere.callId} row={backHere} hidden={locked} />}
      {talk !== null && (
        <TalkPart
          hidden={locked}
          talk={talk}
          standing={standing}
          card={card}
          muted={muted}
          together={together}
          acts={acts}
          busy={busy}
          onAct={act}
        />
      )}
      {!locked && <CardLink callId={cardOf} />}
      <SilencedPart />
      <Refusal problem={refused ?? phoneAct.refused} />
      <span className="am-grow" />
      <WaitingPart rows={open} />
      {!locked && <AbandonedPart onOpen={() => openOver("abandoned")} />}
      {!locked && <ReportsPart />}
      <PhonePart view={view} act={phoneAct} onDevices={() => openOver("devices")} onCallOut={locked ? null : () => openOver("call_out")} />
      <CallOverDialogs ringing={ringing} lineName={lineName(ringing?.line ?? "")} hidden={locked} />
      {shown === "devices" && <DevicesDialog onClose={close} />}
      {shown === "call_out" && <CallOutDialog onClose={close} />}
      {shown === "abandoned" && <AbandonedDialog why={notFree} onClose={close} />}
      {shown === "keypad" && talk !== null && <KeypadDialog onClose={close} />}
      {shown === "transfer" && ofRoom !== null && <TransferDialog callId={ofRoom} takers={takers} onClose={close} />}
    </footer>
  );
}

/** The way to the card of one's call, while another screen is shown. */
function CardLink({ callId }: { readonly callId: string | null }): ReactNode {
  const text = useText();
  const onCard = useOnCard(callId);
  if (callId === null || onCard) return null;
  return (
    <Link to="/calls/$callId" params={{ callId }} className="am-button">
      {text("open_card")}
    </Link>
  );
}
