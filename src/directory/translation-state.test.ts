import { expect, it } from "vitest";
import { buildRecord } from "./directory.factory.ts";
import { withTranslationStates } from "./translation-state.ts";

const stored = buildRecord();
const text = { ...stored.texts.fr!, state: "written" as const };
const before = { id: stored.id, texts: { fr: text, en: { ...text, name: "Meals", state: "translated" as const } } };
const save = (fr: object, en: object, from = before) => withTranslationStates([{ ...from, texts: { fr: { ...from.texts.fr, ...fr }, en: { ...from.texts.en, ...en } } }], new Map([[from.id, from]]))[0]!;

it("marks a translation outdated when only the other language changes, until its own words change", () => {
  const frenchEdited = save({ description: "Nouveau" }, {});
  expect([frenchEdited.texts.fr.state, frenchEdited.texts.en.state]).toEqual(["written", "outdated"]);
  const again = save({}, { state: "translated" }, frenchEdited);
  expect(again.texts.en.state).toBe("outdated");
  const mended = save({}, { name: "Free meals", state: "translated" }, frenchEdited);
  expect([mended.texts.fr.state, mended.texts.en.state]).toEqual(["written", "translated"]);
});

it("changes nothing when nothing changes, and nothing when both change", () => {
  expect(save({}, {})).toEqual(before);
  const both = save({ name: "Repas" }, { name: "Lunch" });
  expect([both.texts.fr.state, both.texts.en.state]).toEqual(["written", "translated"]);
});

it("takes an editor's word that a translation is still right", () => {
  const behind = save({ description: "Nouveau" }, {});
  const said = { ...behind, texts: { ...behind.texts, en: { ...behind.texts.en, state: "translated" as const } } };
  expect(withTranslationStates([said], new Map([[behind.id, behind]]), true)[0]!.texts.en.state).toBe("translated");
});
