import { Field, TextInput } from "@amaliyat/ui/controls";
import { useState, type ReactNode } from "react";
import type { FieldsProps } from "./fields.ts";
import { splitStreamUrl, withoutCredentials, type Pasted } from "../stream-url.ts";
import { useText } from "../text.ts";

/** Host, port and paths. A whole `rtsp://` address may be put in the first field: it is taken apart and its credentials moved. */
export function AddressFields({
  draft,
  set,
  wrongOf,
  onPasted,
}: FieldsProps & { readonly onPasted: (credentials: Pasted) => void }): ReactNode {
  const text = useText();
  const onInput = (address: string): void => {
    const split = splitStreamUrl(address);
    if (!split) return set({ host: withoutCredentials(address) });
    set({ host: split.host, port: String(split.port), mainPath: split.path });
    if (split.credentials) onPasted(split.credentials);
  };
  return (
    <fieldset className="cameras-group">
      <legend>{text("group.address")}</legend>
      <Field label={text("field.host")} hint={text("field.host_hint")} error={wrongOf("host")} className="cameras-group__wide">
        <HostInput value={draft.host} onChange={(host) => set({ host })} onAddress={onInput} />
      </Field>
      <Field label={text("field.port")} error={wrongOf("port")}>
        <TextInput ltr inputMode="numeric" value={draft.port} onChange={(port) => set({ port })} />
      </Field>
      <Field label={text("field.mainPath")} error={wrongOf("mainPath")} className="cameras-group__wide">
        <PathInput value={draft.mainPath} onChange={(mainPath) => set({ mainPath })} />
      </Field>
      <Field
        label={text("field.subPath")}
        hint={text("field.subPath_hint")}
        error={wrongOf("subPath")}
        className="cameras-group__wide"
        optional
      >
        <PathInput value={draft.subPath} onChange={(subPath) => set({ subPath })} />
      </Field>
    </fieldset>
  );
}

type HostProps = { readonly value: string; readonly onChange: (host: string) => void; readonly onAddress: (address: string) => void };

/** Text that looks like a whole address is held here, outside the stored draft, until it can be split. */
function HostInput({ value, onChange, onAddress }: HostProps): ReactNode {
  const [held, setHeld] = useState<string | null>(null);
  const onInput = (address: string): void => {
    setHeld(null);
    onAddress(address);
  };
  return (
    <TextInput
      ltr
      spellCheck={false}
      value={held ?? value}
      onChange={(typed) => {
        setHeld(typed.includes("://") ? typed : null);
        if (!typed.includes("://")) onChange(typed);
      }}
      onPaste={(event) => {
        const pasted = event.clipboardData.getData("text");
        if (!pasted.includes("://")) return;
        event.preventDefault();
        onInput(pasted);
      }}
      onBlur={() => held !== null && onInput(held)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || held === null) return;
        event.preventDefault();
        onInput(held);
      }}
    />
  );
}

/** The path of a stream; of a whole address only its path is taken. */
function PathInput({ value, onChange }: { readonly value: string; readonly onChange: (path: string) => void }): ReactNode {
  return (
    <TextInput
      ltr
      spellCheck={false}
      value={value}
      onChange={(typed) => onChange(withoutCredentials(typed))}
      onPaste={(event) => {
        const split = splitStreamUrl(event.clipboardData.getData("text"));
        if (!split) return;
        event.preventDefault();
        onChange(split.path);
      }}
    />
  );
}
