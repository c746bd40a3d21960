import { describe, expect, it } from "vitest";
import { findDuplicates } from "./find-duplicates.ts";
import { profileOf, type Known } from "./profile.ts";
import { likeness, THRESHOLD, wordWeights } from "./score.ts";

const known = (name: string, fields: Partial<Known> = {}): Known => ({ id: name, names: { fr: [name], en: [] }, address: null, city: null, postalCode: null, point: null, phones: [], websites: [], neq: null, ...fields });
const score = (a: Known, b: Known) => {
  const [one, other] = [profileOf(a), profileOf(b)];
  return likeness(one, other, wordWeights([one, other]));
};
const door = { address: "350, boul. Taché Ouest, bureau 3", city: "Montmagny", postalCode: "G5V 3R8" };
const sameDoor = { address: "350 boulevard Taché O", city: "montmagny", postalCode: "G5V3R8" };

describe("the same, written otherwise", () => {
  it.each([
    ["Carrefour d'entraide l'Érable inc.", "CARREFOUR D’ENTRAIDE L'ERABLE"],
    ["CHSLD de Montmagny", "Centre d'hébergement de Montmagny"],
    ["CLSC de Montmagny", "Centre local de services communautaires de Montmagny"],
    ["CISSS de Chaudière-Appalaches — Hôpital de Montmagny", "Montmagny Hospital"],
    ["St-Vincent de Paul, OBNL", "Société de Saint-Vincent-de-Paul"],
    ["CLSC de Montmagny", "CLSC de Montmagny (siège du GMF)"],
  ])("%s = %s", (a, b) => {
    expect(score(known(a, door), known(b, sameDoor)).score).toBeGreaterThanOrEqual(THRESHOLD);
  });

  it("says why, and believes a shared telephone and website", () => {
    const [a, b] = [known("Moisson du Quai", { phones: ["+14505550100"], websites: ["https://www.moisson.example.org/fr"] }), known("Moisson du Quai de Sorel", { phones: ["+14505550100"], websites: ["http://moisson.example.org"] })];
    expect(score(a, b)).toMatchObject({ reasons: ["similar name", "same telephone", "same website"] });
    expect(score(a, b).score).toBeGreaterThanOrEqual(THRESHOLD);
  });
});

describe("two that are not the same", () => {
  it.each([
    ["CHSLD Heather 2", "CHSLD Heather 3"],
    ["CHSLD Heather I", "CHSLD Heather II"],
    ["CLSC de Montmagny", "GMF de Montmagny (CLSC de Montmagny)"],
    ["Centre de réadaptation en dépendance de Montmagny", "Centre de réadaptation pour les jeunes de Montmagny"],
    ["Municipalité de Montmagny", "Bibliothèque de Montmagny"],
    ["Hôpital de Montmagny", "Hôpital de Montmagny (département de radiologie)"],
  ])("%s, %s at one door", (a, b) => {
    expect(score(known(a, door), known(b, sameDoor)).score).toBeLessThan(THRESHOLD);
  });

  it("the same name in another town", () => {
    const there = { address: "12, rue du Quai", city: "Rimouski", postalCode: "G5L 1A1", point: { lat: 48.45, lon: -68.52 } };
    expect(score(known("CHSLD Saint-Joseph", { ...door, point: { lat: 46.98, lon: -70.55 } }), known("CHSLD Saint-Joseph", there)).score).toBeLessThan(THRESHOLD);
  });

  it("the enterprise number decides alone", () => {
    expect(score(known("Entraide", { ...door, neq: "1140000001" }), known("Entraide", { ...door, neq: "1140000002" }))).toMatchObject({ score: 0, reasons: ["different NEQ"] });
    expect(score(known("Entraide", { neq: "1140000001" }), known("Tout autre nom", { neq: "1140000001" }))).toMatchObject({ score: 1, reasons: ["same NEQ"] });
  });
});

it("looks through 40,000 records in seconds, and finds the pairs that are there", () => {
  const word = (index: number) => `mot${(index * 2_654_435_761) % 5003}`;
  const postalCode = (index: number) => [...String((index * 2_654_435_761) % 99_991).padStart(5, "0")].map((digit, place) => (place % 2 === 0 ? `${"ABCEGHJKLM"[Number(digit)]}` : digit)).join("") + "7";
  const record = (index: number, id: string) =>
    profileOf(known(`${word(index)} ${word(index * 7 + 3)} ${word(index * 13 + 5)}`, { id, address: `${index % 900}, rue ${word(index * 3)} ${index % 77}`, city: `ville${index % 400}`, postalCode: postalCode(index), phones: [`+1450${String(1_000_000 + index)}`] }));
  const profiles = [...Array.from({ length: 39_900 }, (_, index) => record(index, `a${index}`)), ...Array.from({ length: 100 }, (_, index) => record(index * 97, `b${index * 97}`))];
  // Of the processor, not of the clock: other work on the machine does not count.
  const started = process.cpuUsage();
  const found = new Set(findDuplicates(profiles).map(({ one, other }) => `${one} ${other}`));
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(30);
  for (let index = 0; index < 100; index++) expect(found.has(`a${index * 97} b${index * 97}`)).toBe(true);
}, 60_000);
