import { cameras } from "@amaliyat/contract/cameras";
import type { Problem, ReplyOf } from "@amaliyat/contract/route";
import { Button } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { Code, Num, Time } from "@amaliyat/ui/i18n";
import Check from "lucide-react/icons/check";
import PlugZap from "lucide-react/icons/plug-zap";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";

type Found = ReplyOf<typeof cameras.test> & { readonly at: number };

/** Connects to the camera now, as the recorder would, and reports its stream or the failure. No picture is shown; it is logged. */
export function TestPanel({ cameraId, hasAddress }: { readonly cameraId: string; readonly hasAddress: boolean }): ReactNode {
  const text = useText();
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const test = async (): Promise<void> => {
    setBusy(true);
    const answer = await ask(cameras.test, { params: { cameraId } });
    setBusy(false);
    setFound(answer.ok ? { ...answer.value, at: roomNow() } : null);
    setRefused(answer.ok ? null : answer.error);
  };
  return (
    <section className="cameras-section cameras-test" aria-label={text("test.title")}>
      <Button
        size="s"
        icon={<PlugZap size={14} aria-hidden="true" />}
        loading={busy}
        disabledReason={hasAddress ? undefined : text("test.no_address")}
        onClick={() => void test()}
      >
        {text("test.act")}
      </Button>
      <div className="am-grow" aria-live="polite">
        {busy ? (
          <span className="am-t2">{text("test.running")}</span>
        ) : found ? (
          <span className="am-row">
            <Check size={16} className="am-affirm" aria-hidden="true" />
            {text("test.sends")} <Code>{found.codec}</Code> <Num>{`${found.width} × ${found.height}`}</Num>
            <Time at={found.at} className="am-t3 am-small" />
          </span>
        ) : refused ? (
          <Refusal problem={refused} />
        ) : (
          <span className="am-t3 am-small">{text("test.text")}</span>
        )}
      </div>
    </section>
  );
}
