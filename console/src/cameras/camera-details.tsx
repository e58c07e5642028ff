import { cameras, type CameraSettings } from "@amaliyat/contract/cameras";
import type { Problem } from "@amaliyat/contract/route";
import { codeIn } from "@amaliyat/domain/cameras";
import { Bdi, useLanguage } from "@amaliyat/ui/i18n";
import { LoadingState, showToast } from "@amaliyat/ui/feedback";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { useDraftName } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { checkChange, draftOf, type DraftField } from "./form/camera-draft.ts";
import { CameraForm, type CameraFormProps } from "./form/camera-form.tsx";
import { cameraSettings, writeCamera } from "./camera-queries.ts";
import { CredentialsForm } from "./form/credentials-form.tsx";
import { LifePanel } from "./life-panel.tsx";
import { TestPanel } from "./form/test-panel.tsx";
import type { Pasted } from "./stream-url.ts";
import { useText } from "./text.ts";

export type CameraDetailsProps = {
  readonly cameraId: string;
  readonly pasted: Pasted;
  readonly onPasted: (credentials: Pasted) => void;
};

/** One camera: its life, a test of its connection, its credentials (written only), its settings. */
export function CameraDetails({ cameraId, pasted, onPasted }: CameraDetailsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const query = useQuery(cameraSettings(cameraId));
  const { data } = query;
  const title = data && (
    <>
      <Bdi>{codeIn(data.code, language)}</Bdi> · <Bdi>{data.names[language]}</Bdi>
    </>
  );
  return (
    <Panel title={title ?? text("one")} region className="list-side">
      {data ? (
        <>
          <LifePanel settings={data} />
          <TestPanel cameraId={cameraId} hasAddress={data.address !== null} />
          <CredentialsForm settings={data} pasted={pasted} onSent={() => onPasted(null)} />
          <ChangeForm key={cameraId} settings={data} onPasted={onPasted} />
        </>
      ) : query.isError ? (
        <QueryFailed query={query} />
      ) : (
        <LoadingState what={text("one")} />
      )}
    </Panel>
  );
}

function ChangeForm({
  settings,
  onPasted,
}: {
  readonly settings: CameraSettings;
  readonly onPasted: (credentials: Pasted) => void;
}): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const { cameraId } = settings;
  const name = useDraftName(`camera.${cameraId}`);
  const [wrong, setWrong] = useState<ReadonlySet<DraftField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const save: CameraFormProps["onSend"] = async (draft, { sent }) => {
    const checked = checkChange(settings, draft);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const answer = await ask(cameras.change, { params: { cameraId }, body: checked.body });
    if (!answer.ok) return setRefused(answer.error);
    sent(draft);
    showToast({ text: text("form.saved") });
    writeCamera(client, answer.value);
  };
  return (
    <CameraForm
      draftName={name}
      now={draftOf(settings)}
      known={settings}
      wrong={wrong}
      refused={refused}
      verb={text("form.save")}
      onSend={save}
      onPasted={onPasted}
    />
  );
}
