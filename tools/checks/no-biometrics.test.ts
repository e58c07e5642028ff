import { expect, test } from "vitest";
import { findingsIn } from "./findings.ts";
import { biometricWord, noBiometrics } from "./no-biometrics.ts";

test.each([
  "face_recognition",
  "faceEmbedding",
  "personFaceDescriptor",
  "FACE_MATCH",
  "facial landmarks",
  "face-api.js",
  "gait",
  "biometricId",
  "@vladmandic/insightface",
  "person re-id",
])("«%s» is found", (text) => expect(biometricWord(text)).not.toBeNull());

test.each([
  "interface Recognition",
  "FontFaceDescriptors",
  "@font-face",
  "surface matching",
  "body signature",
  "identify a person",
  "fingerprint of a certificate",
  "typeface",
  "await it",
  "bodyTemplate",
])("«%s» is none", (text) => expect(biometricWord(text)).toBeNull());

test("a dependency, a column and a model are found with their place", async () => {
  const found = await findingsIn(noBiometrics, {
    "package.json": '{\n  "dependencies": { "face-api.js": "1" }\n}',
    "server/src/a.sql": "create table t (\n  face_vector bytea\n);",
    "server/models/face.onnx": "",
    "docs/law.md": "No face recognition.",
  });
  expect(found).toEqual([
    "package.json:2 says «face-api»",
    "server/models/face.onnx is a model that may recognise people",
    "server/src/a.sql:2 says «face_vector»",
  ]);
});
