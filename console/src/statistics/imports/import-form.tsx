import type { Problem } from "@amaliyat/contract/route";
import { statistics } from "@amaliyat/contract/statistics";
import { IMPORT_COLUMNS, IMPORT_KINDS, SOURCE_NUMBER, type ImportKind } from "@amaliyat/domain/statistics";
import { Button, Field, RadioGroup, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { Code } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import Upload from "lucide-react/icons/upload";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import { FileDrop } from "./file-drop.tsx";
import { importList } from "./import-list.ts";

/** In characters, as the room takes it. */
const LONGEST_SOURCE = 100;

/** A file of one kind, sent as it lies on the disk. A file refused as a whole stays chosen, with the room's sentence under it. */
export function ImportForm(): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const [kind, setKind] = useState<ImportKind>("interventions");
  const [source, setSource] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (!file) return;
    setBusy(true);
    const body = await bytesOf(file);
    const named = source.trim() === "" ? {} : { source: source.trim() };
    const query = { kind, fileName: file.name.slice(-200), ...named };
    const answer = body && (await ask(statistics.startImport, { query, body }));
    setBusy(false);
    if (!answer) {
      setFile(null);
      showToast({ text: text("imports.unreadable") });
      return;
    }
    setRefused(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setFile(null);
    await client.invalidateQueries({ queryKey: importList.queryKey });
  };
  const kinds = IMPORT_KINDS.map((value) => ({ value, label: text(`imports.kind.${value}`) }));
  return (
    <Panel title={text("imports.new")} padded region className="statistics-import-form">
      <Field label={text("imports.what")} group>
        <RadioGroup
          label={text("imports.what")}
          options={kinds}
          value={kind}
          onChange={(next) => {
            setKind(next);
            setRefused(null);
          }}
        />
      </Field>
      <div>
        <p className="am-t2 am-small">{text("imports.columns")}</p>
        <p dir="ltr" className="statistics-columns">
          {IMPORT_COLUMNS[kind].map((column) => (
            <Code key={column}>{column}</Code>
          ))}
        </p>
        <p className="am-t2 am-small">
          {text("imports.columns_more")} <Code>{SOURCE_NUMBER}</Code>
        </p>
      </div>
      <Field label={text("imports.source")} hint={text("imports.source_hint")}>
        <TextInput
          value={source}
          maxLength={LONGEST_SOURCE}
          onChange={(next) => {
            setSource(next);
            setRefused(null);
          }}
        />
      </Field>
      <FileDrop
        file={file}
        invalid={refused !== null}
        onFile={(next) => {
          setFile(next);
          setRefused(null);
        }}
      />
      <Refusal problem={refused} />
      <Button
        variant="primary"
        icon={<Upload size={16} aria-hidden="true" />}
        loading={busy}
        disabledReason={file ? undefined : text("imports.choose_first")}
        onClick={() => void send()}
      >
        {text("imports.send")}
      </Button>
      <p className="am-t3 am-small">{text("imports.rules")}</p>
    </Panel>
  );
}

/** The file's bytes; null when the browser can no longer read it (moved, changed, or the card was pulled out). */
async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}
