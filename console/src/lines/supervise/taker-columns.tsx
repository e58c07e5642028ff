import type { CallRow, TakerShown } from "@amaliyat/contract/calls";
import { Button } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import Ear from "lucide-react/icons/ear";
import Headphones from "lucide-react/icons/headphones";
import Megaphone from "lucide-react/icons/megaphone";
import PhoneForwarded from "lucide-react/icons/phone-forwarded";
import type { ReactNode } from "react";
import { PersonName, useSession } from "../../session/index.ts";
import { useStore } from "../../store/index.ts";
import { usePhoneReady } from "../back/use-call-back.ts";
import { callOfTaker } from "../board/board-facts.ts";
import { SeatGlyph } from "../board/seat-glyph.tsx";
import { TakerWords } from "../board/taker-words.tsx";
import { CallNumber } from "../call-number.tsx";
import { useText } from "../text.ts";
import { LISTEN_MODES, listening, type ListenMode } from "./listening.ts";

type OnListen = (call: CallRow, taker: TakerShown, mode: ListenMode) => void;

type OnTakeOver = (call: CallRow) => void;

/** `known`: calls that go on, and those who wait to be called back. */
export function useTakerColumns(known: readonly CallRow[], onListen: OnListen, onTakeOver: OnTakeOver): readonly Column<TakerShown>[] {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const callOf = (taker: TakerShown): CallRow | undefined => callOfTaker(taker, known);
  return [
    {
      id: "extension",
      header: text("supervise.extension"),
      width: "80px",
      renderCell: ({ extension }) => <Num className="am-t2">{extension}</Num>,
    },
    {
      id: "name",
      header: text("supervise.name"),
      width: "24%",
      clip: true,
      renderCell: ({ name }) => <PersonName name={name} className="am-strong" />,
    },
    {
      id: "state",
      header: text("supervise.state"),
      width: "200px",
      renderCell: (taker) => (
        <span className="am-row lines-state">
          <SeatGlyph kind={taker.state.kind} />
          <TakerWords taker={taker} call={callOf(taker)} />
        </span>
      ),
    },
    {
      id: "since",
      header: text("supervise.since"),
      width: "90px",
      number: true,
      renderCell: ({ since, state }) => <Num>{state.kind === "off" ? "–" : format.age(now - Date.parse(since))}</Num>,
    },
    {
      id: "call",
      header: text("calls.call"),
      width: "170px",
      renderCell: (taker) => {
        const call = callOf(taker);
        if (call === undefined) return <span className="am-t3">–</span>;
        return (
          <Link to="/calls/$callId" params={{ callId: call.callId }}>
            <CallNumber number={call.number} />
          </Link>
        );
      },
    },
    {
      id: "acts",
      header: text("supervise.acts"),
      renderCell: (taker) => <Acts taker={taker} call={callOf(taker)} onListen={onListen} onTakeOver={onTakeOver} />,
    },
  ];
}

const ICONS = { listen: Ear, whisper: Headphones, barge: Megaphone } as const;

type ActsProps = {
  readonly taker: TakerShown;
  readonly call: CallRow | undefined;
  readonly onListen: OnListen;
  readonly onTakeOver: OnTakeOver;
};

/** The ways to be with a call; why not, where there is none. */
function Acts({ taker, call, onListen, onTakeOver }: ActsProps): ReactNode {
  const text = useText();
  const ready = usePhoneReady();
  const held = useStore(listening);
  const { userId } = useSession().user;
  if (taker.state.kind !== "talking" || call === undefined || taker.userId === userId) return <span className="am-t3">–</span>;
  const why = !ready ? text("phone_missing") : held !== null ? text("listen.one_at_a_time") : undefined;
  return (
    <span className="am-row">
      {LISTEN_MODES.map((mode) => {
        const Icon = ICONS[mode];
        return (
          <Button
            key={mode}
            size="s"
            icon={<Icon size={14} aria-hidden="true" />}
            disabledReason={why}
            onClick={() => onListen(call, taker, mode)}
          >
            {text(`listen.${mode}`)}
          </Button>
        );
      })}
      <Button
        size="s"
        icon={<PhoneForwarded size={14} aria-hidden="true" />}
        disabledReason={ready ? undefined : why}
        onClick={() => onTakeOver(call)}
      >
        {text("listen.take_over")}
      </Button>
    </span>
  );
}
