import { FILE_BYTES_MOST } from "@amaliyat/domain/reports";
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ChosenFile } from "../storage/kept.ts";
import { hasRoom, acceptFile, acceptOriginal, type NotAccepted } from "../media/accept-files.ts";
import * as store from "../storage/store.ts";
import { Icon } from "../icons/icon.tsx";
import { size } from "../text/format.ts";
import { t } from "../text/text.ts";
import { BlurSheet } from "./blur-sheet.tsx";
import { Pick } from "./pick.tsx";
import { useFile } from "./use-file.ts";

/** The camera's own files of this page's life, by their stand-ins: a choice to send one can be made and unmade. */
type Originals = Map<string, File>;

type OneProps = {
  readonly file: ChosenFile;
  readonly n: number;
  readonly mayOriginal: boolean;
  readonly onBlur: () => void;
  readonly onDrop: () => void;
  readonly onOriginal: (wanted: boolean) => void;
};

function OneFile({ file, n, mayOriginal, onBlur, onDrop, onOriginal }: OneProps): VNode {
  const { kind, bytes, blurred, original, unseen = false } = file;
  const url = useFile(unseen ? null : file.fileId);
  const name = kind === "film" ? t("files.film") : t("files.picture", { n });
  return (
    <li className="file">
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody wrote down what is said */}
      {url !== null && (kind === "film" ? <video src={url} controls aria-label={name} /> : <img src={url} alt={name} />)}
      {unseen && (
        <span className="file-unseen">
          <Icon name="image" size={32} />
        </span>
      )}
      <div className="file-words">
        <span>
          {name} <span className="hint">· {size(bytes)}</span>
        </span>
        <span className="hint">
          {kind === "film"
            ? t("files.filmAsIs")
            : unseen
              ? t("files.unseen")
              : blurred
                ? t("files.blurred")
                : original
                  ? t("files.original")
                  : t("files.clean")}
        </span>
        <div className="file-acts">
          {kind === "picture" && !original && (
            <button type="button" className="small" aria-label={t("files.blurOf", { name })} onClick={onBlur}>
              <Icon name="blur" size={20} />
              <span>{t("files.blur")}</span>
            </button>
          )}
          <button type="button" className="small" aria-label={t("files.dropOf", { name })} onClick={onDrop}>
            <Icon name="trash" size={20} />
            <span>{t("files.drop")}</span>
          </button>
        </div>
        {kind === "picture" && !blurred && mayOriginal && (
          <label className="option slim">
            <input type="checkbox" checked={original} onChange={({ currentTarget }) => onOriginal(currentTarget.checked)} />
            <span>{t("files.wantOriginal")}</span>
          </label>
        )}
      </div>
    </li>
  );
}

type FilesProps = { readonly files: readonly ChosenFile[]; readonly change: (files: readonly ChosenFile[]) => void };

/** Pictures or a film: taken, chosen, blurred, thrown away. */
export function FilesPart({ files, change }: FilesProps): VNode {
  const [fault, setFault] = useState<NotAccepted | null>(null);
  const [blurring, setBlurring] = useState<ChosenFile | null>(null);
  const [originals] = useState<Originals>(() => new Map());
  const nowRef = useRef(files);
  useEffect(() => {
    nowRef.current = files;
  }, [files]);
  const shown = files.filter(({ kind }) => kind !== "voice");
  const put = (next: readonly ChosenFile[]): void => {
    nowRef.current = next;
    change(next);
  };
  // A file that is taken out does not stay on the phone.
  const forget = ({ fileId }: ChosenFile): void => void store.dropFile(fileId).catch(() => undefined);
  const swap = (old: ChosenFile, next: ChosenFile): void => {
    forget(old);
    put(nowRef.current.map((each) => (each.fileId === old.fileId ? next : each)));
  };

  async function pick(given: readonly File[]): Promise<void> {
    setFault(null);
    for (const file of given) {
      const taken = await acceptFile(file, nowRef.current);
      if (typeof taken === "string") {
        setFault(taken);
        continue;
      }
      if (taken.kind === "picture" && taken.unseen !== true) originals.set(taken.fileId, file);
      put([...nowRef.current, taken]);
    }
  }
  async function original(file: ChosenFile, wanted: boolean): Promise<void> {
    const own = originals.get(file.fileId);
    if (own === undefined) return;
    const others = nowRef.current.filter((each) => each.fileId !== file.fileId);
    const next = wanted ? await acceptOriginal(own) : await acceptFile(own, others);
    if (typeof next === "string") return setFault(next);
    originals.set(next.fileId, own);
    swap(file, next);
  }
  return (
    <>
      {shown.length > 0 && (
        <ul className="files">
          {shown.map((file, i) => (
            <OneFile
              key={file.fileId}
              file={file}
              n={i + 1}
              mayOriginal={originals.has(file.fileId)}
              onBlur={() => setBlurring(file)}
              onDrop={() => {
                forget(file);
                put(nowRef.current.filter((each) => each.fileId !== file.fileId));
              }}
              onOriginal={(wanted) => void original(file, wanted)}
            />
          ))}
        </ul>
      )}
      {(hasRoom(files, "picture") || hasRoom(files, "film")) && (
        <div className="pair">
          {hasRoom(files, "picture") && (
            <Pick icon="camera" words={t("files.take")} accept="image/*" capture="environment" onPick={(given) => void pick(given)} />
          )}
          <Pick
            icon="image"
            words={t("files.choose")}
            accept={hasRoom(files, "film") ? "image/*,video/*" : "image/*"}
            multiple
            onPick={(given) => void pick(given)}
          />
        </div>
      )}
      <div role="status">
        {fault !== null && <p className="fault">{t(`files.not.${fault}`, { mb: FILE_BYTES_MOST.film / 1024 / 1024 })}</p>}
      </div>
      {blurring !== null && (
        <BlurSheet
          file={blurring}
          onClose={() => setBlurring(null)}
          onDone={(next) => {
            swap(blurring, next);
            setBlurring(null);
          }}
        />
      )}
    </>
  );
}
