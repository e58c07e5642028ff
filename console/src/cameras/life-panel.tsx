import { cameras, type CameraSettings } from "@amaliyat/contract/cameras";
import { explain } from "@amaliyat/contract/errors";
import type { Problem } from "@amaliyat/contract/route";
import { CAMERA_KIND_LABELS, codeIn } from "@amaliyat/domain/cameras";
import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { Bdi, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useQueryClient } from "@tanstack/react-query";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { Refusal } from "../session/index.ts";
import { Connection } from "./camera-list.tsx";
import { writeCamera } from "./camera-queries.ts";
import { commandsOf, lackingOf, type LifeCommand } from "./camera-state.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useText } from "./text.ts";

/** Stage of the camera's life, its lacks before service, and the acts possible now. */
export function LifePanel({ settings }: { readonly settings: CameraSettings }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const client = useQueryClient();
  const [asked, setAsked] = useState<"take_out" | "retire" | null>(null);
  const [busy, setBusy] = useState<LifeCommand | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const { cameraId, state } = settings;
  const lacking = state === "retired" || state === "in_service" ? [] : lackingOf(settings);
  const move = async (command: LifeCommand, reason?: string): Promise<boolean> => {
    setBusy(command);
    const body = reason === undefined ? { command } : { command, reason };
    const answer = await ask(cameras.move, { params: { cameraId }, body });
    setBusy(null);
    setRefused(answer.ok ? null : answer.error);
    if (!answer.ok) return false;
    writeCamera(client, answer.value);
    showToast({ text: text("life.moved", { state: CAMERA_KIND_LABELS[answer.value.state][language] }) });
    return true;
  };
  const act = (command: LifeCommand): void => {
    if (command === "take_out" || command === "retire") setAsked(command);
    else void move(command);
  };
  const why = lacking.length > 0 ? text("life.lacking_short", { count: lacking.length }) : undefined;
  return (
    <section className="cameras-section" aria-label={text("life.title")}>
      <div className="cameras-life">
        <div>
          <div className="am-strong">{CAMERA_KIND_LABELS[state][language]}</div>
          <div className="am-t3 am-small">{text("life.since", { at: format.dateTime(Date.parse(settings.stateSince)) })}</div>
          {settings.stateReason !== null && (
            <div className="am-t2">
              <Bdi>{settings.stateReason}</Bdi>
            </div>
          )}
        </div>
        {state === "in_service" && (
          <div>
            <Connection camera={settings} />
          </div>
        )}
      </div>
      {lacking.length > 0 && (
        <ul className="cameras-lacking" aria-label={text("life.lacking")}>
          {lacking.map((lack) => (
            <li key={lack.code}>
              <TriangleAlert size={14} aria-hidden="true" />
              {explain(lack.code, lack.params ?? {})[language]}
            </li>
          ))}
        </ul>
      )}
      <Refusal problem={refused} />
      <div className="am-row am-row--wrap">
        {commandsOf(state).map((command) => (
          <Button
            key={command}
            size="s"
            variant={command === "put_in_service" && !why ? "primary" : "normal"}
            loading={busy === command}
            disabledReason={command === "put_in_service" ? why : undefined}
            onClick={() => act(command)}
          >
            {text(`life.${command}`)}
          </Button>
        ))}
      </div>
      {asked && (
        <ReasonDialog
          command={asked}
          code={codeIn(settings.code, language)}
          onClose={() => setAsked(null)}
          onSend={(reason) => move(asked, reason)}
        />
      )}
    </section>
  );
}
