import { bolos } from "@amaliyat/contract/bolos";
import { BOLO_KIND_LABELS } from "@amaliyat/domain/bolos";
import { Button } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Num, useLanguage } from "@amaliyat/ui/i18n";
import { useNavigate } from "@tanstack/react-router";
import Search from "lucide-react/icons/search";
import type { ReactNode } from "react";
import { ask } from "../api/index.ts";
import { Refusal, useMay } from "../session/index.ts";
import { Known } from "./bolo-words.tsx";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";
import { useWanted } from "./use-wanted.ts";
import "./bolos.css";

/** Under the top bar of every desk while something is looked for that its person has not read: one line, one key. */
export function BoloStrip(): ReactNode {
  return useMay(bolos.list) ? <Strip /> : null;
}

function Strip(): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const act = useAct();
  const unread = useWanted().filter(({ acknowledgedAt }) => acknowledgedAt === null);
  const [first] = unread;
  const acknowledge = (): void => {
    if (first !== undefined && !act.busy) void act.run(() => ask(bolos.acknowledge, { params: { boloId: first.boloId } }));
  };
  useShortcut("F7", acknowledge, { enabled: first !== undefined, whileTyping: true });
  if (first === undefined) return null;
  return (
    <div className="bolo-strip" role="status" data-bolo={first.reference}>
      <Search size={16} aria-hidden="true" />
      <span className="am-strong">{BOLO_KIND_LABELS[first.kind][language]}</span>
      <Num className="am-t2">{first.reference}</Num>
      <span className="bolo-strip__what">
        <span className="am-clip">
          <Known bolo={first} />
        </span>
        <Bdi className="am-t2 am-clip">{first.text}</Bdi>
      </span>
      {unread.length > 1 && <span className="am-t2 am-small">{text("strip.more", { count: unread.length - 1 })}</span>}
      <Refusal problem={act.refused} />
      <Button size="s" variant="quiet" onClick={() => void navigate({ to: "/bolos", search: { open: first.boloId } })}>
        {text("strip.open")}
      </Button>
      <Button size="s" variant="primary" shortcut="F7" loading={act.busy} onClick={acknowledge}>
        {text("strip.acknowledge")}
      </Button>
    </div>
  );
}
