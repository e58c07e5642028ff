import { useShortcut } from "@amaliyat/ui/hooks";
import { regionAttributes } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import type { CallRow, TakerShown } from "@amaliyat/contract/calls";
import { callCardOf, openCalls, takerList } from "../../live/index.ts";
import { phone } from "../../phone/index.ts";
import { ReportsPart } from "../../reports/index.ts";
import { Refusal, useSession } from "../../session/index.ts";
import { useStore } from "../../store/index.ts";
import { DevicesDialog } from "../devices/devices-dialog.tsx";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";
import { useLineName } from "../words.ts";
import { actsIn, KEY_OF } from "./acts.ts";
import { phoneView, talkView } from "./bar-state.ts";
import { CallOutDialog } from "./call-out-dialog.tsx";
import { CallOverDialogs } from "./call-over-dialogs.tsx";
import { KeypadDialog } from "./keypad-dialog.tsx";
import { PhonePart } from "./phone-part.tsx";
import { RingingPart } from "./ringing-part.tsx";
import { PLAIN, standingOf } from "./standing.ts";
import { TalkPart } from "./talk-part.tsx";
import { TransferDialog } from "./transfer-dialog.tsx";
import { useBarActs } from "./use-bar-acts.ts";
import { useCallNotice } from "./use-call-notice.ts";
import { useOnCard, useOpenCard } from "./use-open-card.ts";
import { usePhoneLife } from "./use-phone-life.ts";
import { VainDialog } from "./vain-dialog.tsx";
import { VainPart } from "./vain-part.tsx";
import { WaitingPart } from "./waiting-part.tsx";
import "../calls.css";

type Over = "devices" | "call_out" | "vain" | "keypad" | "transfer" | null;

const noCalls: readonly CallRow[] = [];
const noTakers: readonly TakerShown[] = [];

/** The telephone at the foot of every screen: what rings, what talks, who waits, how one's own telephone stands. */
export function CallBar(): ReactNode {
  const text = useText();
  const { user } = useSession();
  const state = useStore(phone);
  const rows = useQuery(openCalls).data ?? noCalls;
  const takers = useQuery(takerList).data ?? noTakers;
  const lineName = useLineName();
  const [over, setOver] = useState<Over>(null);
  const { ringing, muted, together } = state;
  const view = phoneView(
    state.link,
    takers.find(({ userId }) => userId === user.userId),
  );
  const talk = talkView(state.talks);
  const ofRoom = talk !== null && !talk.main.survival && talk.main.about === null ? talk.main.callId : null;
  const card = useQuery({ ...callCardOf(ofRoom ?? ""), enabled: ofRoom !== null }).data;
  const standing = card === undefined ? PLAIN : standingOf(card.events);
  const acts = actsIn({ rings: ringing !== null, talk, standing });
  const phoneAct = useCallAct();
  const { act, busy, refused } = useBarActs({
    talk,
    standing,
    onKeypad: () => setOver("keypad"),
    onTransfer: () => setOver("transfer"),
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
  useCallNotice(ringing, lineName(ringing?.line ?? ""));
  // A call that the edge saved is none of the room's; a colleague's word is about a call that has a card.
  const rung = ringing === null ? null : ringing.survival ? null : (ringing.about ?? ringing.callId);
  const talked = talk === null || talk.main.survival || talk.main.kind !== "caller" ? null : (talk.main.about ?? talk.main.callId);
  useOpenCard(rung ?? talked, rung === null ? "talks" : "rings");
  const cardOf = rung ?? talked ?? (view.kind === "wrap_up" ? view.callId : null) ?? ofRoom;
  const close = (): void => setOver(null);
  const notFree = ["aside", "ready", "paused", "wrap_up"].includes(view.kind) ? undefined : text("vain.not_free");
  return (
    <footer className="calls-bar" {...regionAttributes(text("bar"))}>
      {ringing !== null && (
        <RingingPart
          ringing={ringing}
          row={rows.find(({ callId }) => callId === ringing.callId)}
          onAnswer={() => act("answer")}
          onRefuse={() => act("refuse")}
        />
      )}
      {talk !== null && (
        <TalkPart talk={talk} standing={standing} card={card} muted={muted} together={together} acts={acts} busy={busy} onAct={act} />
      )}
      <CardLink callId={cardOf} />
      <Refusal problem={refused ?? phoneAct.refused} />
      <span className="am-grow" />
      <WaitingPart rows={rows} />
      <VainPart onOpen={() => setOver("vain")} />
      <ReportsPart />
      <PhonePart view={view} act={phoneAct} onDevices={() => setOver("devices")} onCallOut={() => setOver("call_out")} />
      <CallOverDialogs ringing={ringing} lineName={lineName(ringing?.line ?? "")} />
      {over === "devices" && <DevicesDialog onClose={close} />}
      {over === "call_out" && <CallOutDialog onClose={close} />}
      {over === "vain" && <VainDialog why={notFree} onClose={close} />}
      {over === "keypad" && talk !== null && <KeypadDialog onClose={close} />}
      {over === "transfer" && ofRoom !== null && <TransferDialog callId={ofRoom} takers={takers} onClose={close} />}
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
