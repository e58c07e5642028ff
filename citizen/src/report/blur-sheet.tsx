import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ChosenFile } from "../storage/kept.ts";
import * as store from "../storage/store.ts";
import { drawn, encoded } from "../media/shrink.ts";
import { coarse, smear } from "../media/smear.ts";
import { acceptBlurred } from "../media/accept-files.ts";
import { Icon } from "../icons/icon.tsx";
import { t } from "../text/text.ts";

/** Width of the finger's brush, as a share of the picture's longer side. */
const BRUSH = 0.055;
const KEY_STEP = 0.04;
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

type Sheet = { readonly picture: HTMLCanvasElement; readonly blocks: HTMLCanvasElement; readonly radius: number };

async function open(file: ChosenFile): Promise<Sheet | null> {
  const blob = await store.file(file.fileId);
  const picture = blob === null ? null : await drawn(blob);
  if (picture === null) return null;
  return { picture, blocks: coarse(picture), radius: Math.max(picture.width, picture.height) * BRUSH };
}

type BlurProps = { readonly file: ChosenFile; readonly onDone: (file: ChosenFile) => void; readonly onClose: () => void };

/** Paints over private parts of a picture, with a finger, or with arrows and the space bar. The covered pixels never leave the phone. */
export function BlurSheet({ file, onDone, onClose }: BlurProps): VNode {
  const dialogRef = useRef<HTMLDialogElement>(null);
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [spot, setSpot] = useState<{ x: number; y: number } | null>(null);
  const [isPainted, setPainted] = useState(false);

  function show(made: Sheet, at: { x: number; y: number } | null): void {
    const shown = canvasRef.current;
    const ink = shown?.getContext("2d");
    if (shown === null || shown === undefined || ink === null || ink === undefined) return;
    Object.assign(shown, { width: made.picture.width, height: made.picture.height });
    ink.drawImage(made.picture, 0, 0);
    if (at === null) return;
    ink.lineWidth = made.radius / 8;
    for (const [colour, more] of [["#ffffff", 0] as const, ["#0b5aa3", made.radius / 8] as const]) {
      ink.strokeStyle = colour;
      ink.beginPath();
      ink.arc(at.x, at.y, made.radius + more, 0, 2 * Math.PI);
      ink.stroke();
    }
  }
  const start = async (): Promise<void> => {
    const made = await open(file);
    if (made === null) return onClose();
    setSheet(made);
    setPainted(false);
    show(made, null);
  };
  useEffect(() => {
    dialogRef.current?.showModal();
    void start();
    // oxlint-disable-next-line react/exhaustive-deps -- once, when it is opened
  }, []);

  function paint(x: number, y: number): void {
    if (sheet === null) return;
    smear(sheet.picture, sheet.blocks, x, y, sheet.radius);
    setPainted(true);
    show(sheet, null);
  }
  function touched(event: PointerEvent): void {
    if (event.buttons === 0 || canvasRef.current === null || sheet === null) return;
    const box = canvasRef.current.getBoundingClientRect();
    paint(((event.clientX - box.x) / box.width) * sheet.picture.width, ((event.clientY - box.y) / box.height) * sheet.picture.height);
  }
  function pressed(event: KeyboardEvent): void {
    if (sheet === null) return;
    const { width, height } = sheet.picture;
    const at = spot ?? { x: width / 2, y: height / 2 };
    const move = MOVES[event.key];
    const step = KEY_STEP * Math.max(width, height);
    if (event.key === " ") paint(at.x, at.y);
    else if (move === undefined) return;
    const [dx, dy] = move ?? [0, 0];
    const next = { x: Math.min(width, Math.max(0, at.x + dx * step)), y: Math.min(height, Math.max(0, at.y + dy * step)) };
    event.preventDefault();
    setSpot(next);
    show(sheet, next);
  }
  async function done(): Promise<void> {
    const blob = sheet === null ? null : await encoded(sheet.picture);
    if (blob !== null) onDone(await acceptBlurred(blob));
  }
  return (
    <dialog ref={dialogRef} className="sheet" aria-labelledby="blur-title" onClose={onClose}>
      <h2 id="blur-title">{t("blur.title")}</h2>
      <p className="hint">{t("blur.how")}</p>
      <div className="blur-picture">
        <canvas
          ref={canvasRef}
          role="img"
          tabIndex={0}
          aria-label={t("blur.picture")}
          onPointerDown={touched}
          onPointerMove={touched}
          onKeyDown={pressed}
        />
      </div>
      <div className="pair">
        <button type="button" className="press" disabled={!isPainted} onClick={() => void start()}>
          <Icon name="again" />
          <span>{t("blur.undo")}</span>
        </button>
        <button type="button" className="press" onClick={() => dialogRef.current?.close()}>
          <span>{t("blur.close")}</span>
        </button>
      </div>
      <button type="button" className="press main" disabled={!isPainted} onClick={() => void done()}>
        <Icon name="check" />
        <span>{t("blur.done")}</span>
      </button>
    </dialog>
  );
}
