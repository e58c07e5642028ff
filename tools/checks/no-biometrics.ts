import { lineAt, listFiles, readFiles } from "../project/files.ts";
import type { Check, Finding } from "./check.ts";

/** The checks name their own search words, and pages of documentation say that the room has none of it. */
const isScanned = (path: string): boolean => /\.(ts|tsx|mjs|cjs|sql|json|py|css|html)$/u.test(path) && !path.startsWith("tools/checks/");

const FACE = "(?:(?<![A-Za-z])(?:[Ff]ace|[Ff]acial|[Ii]ris)|(?<!Font|Type)Face|Facial|Iris|FACE)";
const IDENTIFYING =
  "(?i:recogni\\w*|identif\\w*|embedding\\w*|descriptor\\w*|landmark\\w*|match(?:er|ing|es)?|vector|template|print|signature|encoding\\w*)";
const BY_FACE = new RegExp(`${FACE}[-_ ]?${IDENTIFYING}`, "gu");
const BY_NAME =
  /biometr\w*|(?:body|voice|person)[-_ ]?recogni\w*|re[-_]?identification|person[-_ ]?re[-_]?id\b|\bgait\b|face[-_]?api|facenet|face[-_]?mesh|face[-_]?id\b|insightface|deepface|arcface|openface|retinaface|blazeface|voice[-_]?print|dlib/giu;

const MODEL = /\.(?:onnx|tflite|pt|pth|pb|h5|safetensors|caffemodel|mlmodel|engine)$/u;

const CURE = "remove it: the room identifies nobody by face, gait or body (design principle 4, Law 18-07)";

/** The first word in a text that speaks of recognising people by their body, with its position. */
export function biometricWord(text: string): { word: string; position: number } | null {
  const found = [...text.matchAll(BY_FACE), ...text.matchAll(BY_NAME)].toSorted((a, b) => a.index - b.index)[0];
  return found ? { word: found[0], position: found.index } : null;
}

/** No dependency, field, route, table or model serves to recognise a person by face, gait or body. */
export const noBiometrics: Check = {
  name: "no biometrics",
  run: async (root) => {
    const [files, models] = await Promise.all([readFiles(root, isScanned), listFiles(root, (path) => MODEL.test(path))]);
    const words = files.flatMap(({ path, text }): Finding[] => {
      const found = biometricWord(text);
      return found ? [{ file: path, line: lineAt(text, found.position), message: `says «${found.word}»`, cure: CURE }] : [];
    });
    const named = models
      .filter((path) => biometricWord(path) !== null || /face|gait|body|person/iu.test(path))
      .map((path) => ({ file: path, message: "is a model that may recognise people", cure: CURE }));
    return [...words, ...named];
  },
};
