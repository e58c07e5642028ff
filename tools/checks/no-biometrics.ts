import { lineAt, listFiles, readFiles } from "../project/files.ts";
import type { Check, Finding } from "./check.ts";

/** The checks name their own search words, and pages of documentation say that the room has none of it. */
const isScanned = (path: string): boolean => /\.(ts|tsx|mjs|cjs|sql|json|py|css|html)$/u.test(path) && !path.startsWith("tools/checks/");

/** A face as a word or part of a name, not as the end of another word: surface, typeface, interface. */
const FACE = /(?:(?<![A-Za-z])(?:[Ff]ace|[Ff]acial|[Ii]ris)|(?<!Font|Type)Face|Facial|Iris|FACE)[-_ ]?/gu;
const IDENTIFYING = /(?:recogni|identif|embedding|descriptor|landmark|encoding)\w*|match(?:er|ing|es)?|vector|template|print|signature/iuy;
const BY_NAME =
  /biometr\w*|(?:body|voice|person)[-_ ]?recogni\w*|re[-_]?identification|person[-_ ]?re[-_]?id\b|\bgait\b|face[-_]?api|facenet|face[-_]?mesh|face[-_]?id\b|insightface|deepface|arcface|openface|retinaface|blazeface|voice[-_]?print|dlib/giu;

const MODEL = /\.(?:onnx|tflite|pt|pth|pb|h5|safetensors|caffemodel|mlmodel|engine)$/u;

const CURE = "remove it: the room identifies nobody by face, gait or body (design principle 4, Law 18-07)";

type Word = { readonly word: string; readonly position: number };

/** Each face in a text that is followed by a word of identifying. */
function facesIn(text: string): Word[] {
  return [...text.matchAll(FACE)].flatMap(({ 0: face, index }) => {
    IDENTIFYING.lastIndex = index + face.length;
    const [identifying] = IDENTIFYING.exec(text) ?? [];
    return identifying === undefined ? [] : [{ word: face + identifying, position: index }];
  });
}

/** The first word in a text that speaks of recognising people by their body, with its position. */
export function biometricWord(text: string): Word | null {
  const named = [...text.matchAll(BY_NAME)].map(({ 0: word, index }) => ({ word, position: index }));
  return [...facesIn(text), ...named].toSorted((a, b) => a.position - b.position)[0] ?? null;
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
