import type { Camera } from "@amaliyat/contract/cameras";
import { codeIn, CONNECTION_LABELS } from "@amaliyat/domain/cameras";
import { search } from "@amaliyat/domain/search";
import { CameraGlyph } from "@amaliyat/ui/glyphs";
import { Bdi, useLanguage } from "@amaliyat/ui/i18n";
import { CommandPalette, type PaletteItem } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { useText } from "./text.ts";
import { closedBecause, connectionOf, type Reason } from "./tile/tile-state.ts";

const MOST = 60;

export type CameraPickerProps = {
  readonly slot: number;
  readonly cameras: readonly Camera[];
  readonly reason: Reason;
  readonly onPick: (cameraId: string) => void;
  readonly onClose: () => void;
};

/** Chooses the camera of a tile: by code, name or site, in any of the three languages and any Arabic spelling. */
export function CameraPicker({ slot, cameras, reason, onPick, onClose }: CameraPickerProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [query, setQuery] = useState("");
  const found =
    query.trim() === ""
      ? cameras.toSorted((a, b) => a.code.localeCompare(b.code))
      : search(query, cameras, (camera) => ({
          code: camera.code,
          texts: [codeIn(camera.code, "ar"), codeIn(camera.code, "en"), ...Object.values(camera.names), ...Object.values(camera.siteNames)],
        }));
  const item = (camera: Camera): PaletteItem => {
    const closed = closedBecause({ cameraId: camera.cameraId, camera, reason, mayLook: true });
    const connection = camera.connection.state;
    const state = closed ? connectionOf(closed) : connection === "off" || connection === "connecting" ? null : connection;
    return {
      id: camera.cameraId,
      icon: state === null || state === "connecting" ? undefined : <CameraGlyph state={state} size={16} silent />,
      label: (
        <>
          <Bdi>{codeIn(camera.code, language)}</Bdi> · <Bdi>{camera.names[language]}</Bdi>
        </>
      ),
      kind: closed?.kind === "no_permission" ? text("why.purpose") : state === null ? "" : CONNECTION_LABELS[state][language],
    };
  };
  return (
    <CommandPalette
      open
      onClose={onClose}
      query={query}
      onQuery={setQuery}
      items={found.slice(0, MOST).map(item)}
      onPick={onPick}
      placeholder={text("pick", { slot: slot + 1 })}
    />
  );
}
