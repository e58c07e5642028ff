import { explain, isErrorCode } from "@amaliyat/contract/errors";
import { reports, type ReportFile } from "@amaliyat/contract/reports";
import { address } from "@amaliyat/contract/route";
import { Button } from "@amaliyat/ui/controls";
import type { Shortcut } from "@amaliyat/ui/hooks";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import EyeOff from "lucide-react/icons/eye-off";
import Film from "lucide-react/icons/film";
import Image from "lucide-react/icons/image";
import Maximize2 from "lucide-react/icons/maximize-2";
import Mic from "lucide-react/icons/mic";
import { useState, type ReactNode } from "react";
import { useText } from "../text.ts";

const ICONS = { picture: Image, film: Film, voice: Mic } as const;

const copyOf = (fileId: string, copy: "small" | "whole"): string => address(reports.file, { fileId, copy }, undefined);

export type FileTileProps = {
  readonly file: ReportFile;
  /** Names the picture for those who do not see it. */
  readonly name: string;
  readonly open: boolean;
  readonly shortcut?: Shortcut | undefined;
  /** Undefined for roles that learn of the file and may not view it. */
  readonly onOpen: (() => void) | undefined;
  readonly children?: ReactNode;
};

/** One file: veiled until it is opened, then as it is. */
export function FileTile({ file, name, open, shortcut, onOpen, children }: FileTileProps): ReactNode {
  return (
    <figure className="report-file" data-file={file.fileId} data-kind={file.kind} data-open={open || undefined}>
      <div className="report-file__box">
        {file.state !== "ready" ? (
          <NotThere file={file} />
        ) : open ? (
          <Shown file={file} name={name} />
        ) : (
          <Veil file={file} shortcut={shortcut} onOpen={onOpen} />
        )}
      </div>
      <figcaption>
        <FileWords file={file} />
        {children}
      </figcaption>
    </figure>
  );
}

function FileWords({ file }: { readonly file: ReportFile }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { kind, bytes, seconds, width, height } = file;
  const Icon = ICONS[kind];
  return (
    <span className="report-file__words am-small am-t2">
      <Icon size={14} aria-hidden="true" /> {text(`file.${kind}`)}
      {seconds !== null && (
        <>
          {" · "}
          <Num>{format.age(seconds * 1000)}</Num>
        </>
      )}
      {width !== null && height !== null && (
        <>
          {" · "}
          <Num>{`${width}×${height}`}</Num>
        </>
      )}
      {" · "}
      <Num>{format.bytes(bytes)}</Num>
    </span>
  );
}

function Veil({ file, shortcut, onOpen }: Pick<FileTileProps, "file" | "shortcut" | "onOpen">): ReactNode {
  const text = useText();
  const Icon = ICONS[file.kind];
  return (
    <div className="report-veil">
      <Icon size={40} aria-hidden="true" className="report-veil__shape" />
      {onOpen !== undefined && (
        <Button icon={<EyeOff size={16} aria-hidden="true" />} shortcut={shortcut} onClick={onOpen}>
          {text(`file.open_${file.kind}`)}
        </Button>
      )}
    </div>
  );
}

/** Not come yet, still being made ready, or shown to nobody, with why. */
function NotThere({ file: { state, code } }: { readonly file: ReportFile }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  if (state === "refused")
    return (
      <p className="report-file__not">
        {text("file.refused")} {code !== null && isErrorCode(code) && explain(code, {})[language]}
      </p>
    );
  return <p className="report-file__not">{text(state === "arrived" ? "file.being_made" : "file.not_yet")}</p>;
}

function Shown({ file, name }: Pick<FileTileProps, "file" | "name">): ReactNode {
  const text = useText();
  const [failed, setFailed] = useState(false);
  const [large, setLarge] = useState(false);
  const fail = (): void => setFailed(true);
  if (failed)
    return (
      <p className="report-file__not" role="alert">
        {text("file.failed")}
      </p>
    );
  if (file.kind === "voice") {
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody wrote down what is said
    return <audio controls src={copyOf(file.fileId, "whole")} aria-label={name} onError={fail} />;
  }
  if (file.kind === "film") {
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody wrote down what is said
    return <video controls playsInline src={copyOf(file.fileId, "whole")} aria-label={name} onError={fail} />;
  }
  return (
    <>
      <button type="button" className="report-file__picture" title={text("file.enlarge")} onClick={() => setLarge(true)}>
        <img src={copyOf(file.fileId, "small")} alt={name} onError={fail} />
        <Maximize2 size={16} aria-hidden="true" />
        <span className="am-hidden-visually">{text("file.enlarge")}</span>
      </button>
      {large && (
        <Dialog open title={name} onClose={() => setLarge(false)} size="wide">
          <img className="report-file__large" src={copyOf(file.fileId, "whole")} alt={name} onError={fail} />
          <p className="am-small am-t3">{text("file.logged")}</p>
        </Dialog>
      )}
    </>
  );
}
