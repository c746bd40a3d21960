import { expect, it } from "vitest";
import { loadTerritory } from "../../territory/index.ts";
import { sampleItems } from "./sample-import.ts";
import { readNeeds } from "../needs.ts";
import { readSamplePhones } from "./sample-phones.ts";

const items = await sampleItems(loadTerritory());
const records = items.flatMap((item) => ("record" in item ? [item.record] : []));
const by = (name: string, organization: string) => records.find((record) => record.texts.fr!.name === name && record.organization.texts.fr!.name.startsWith(organization))!;

it("reads all 505 rows: the 54 that nobody can reach are not published, one of them closed for good", () => {
  expect(records).toHaveLength(505);
  const count = (visibility: string) => records.filter((record) => record.visibility === visibility).length;
  expect([count("publicWithNotice"), count("draft"), count("closed")]).toEqual([451, 53, 1]);
  expect(new Set(records.map(({ notice }) => notice))).toEqual(new Set(["unverifiedSample"]));
});

it("gives every row an id of its own, the same each time", async () => {
  expect(new Set(records.map(({ id }) => id)).size).toBe(505);
  const again = await sampleItems(loadTerritory());
  expect(again.map((item) => "record" in item && item.record.id)).toEqual(records.map(({ id }) => id));
});

it("uses only needs of the taxonomy and official areas", () => {
  const needs = readNeeds();
  expect(records.flatMap((record) => record.needs).filter((code) => needs.need(code) === null)).toEqual([]);
  expect(records.filter(({ areas }) => areas.length === 0)).toEqual([]);
});

it("puts together what an organisation's rows say of it", () => {
  const shared = records.filter((record) => record.organization.texts.fr!.name === "Centre de Bénévolat de St-Hyacinthe");
  expect(shared.length).toBeGreaterThan(1);
  expect(new Set(shared.map(({ organization }) => JSON.stringify(organization))).size).toBe(1);
});

it("structures hours and keeps the source's words", () => {
  const meal = by("Accueil fraternel (soupe populaire)", "Centre de Bénévolat");
  expect(meal.at[0]!.hours).toMatchObject({ closedOnHolidays: false, rules: [{ days: [1, 2, 3, 4, 5, 6, 7], holidays: true }] });
  expect(meal.at[0]!.hoursNote.fr).toContain("Tous les jours");
});

it("names public bodies as such, and only them", () => {
  const government = (name: string) => records.find(({ organization }) => organization.texts.fr!.name.startsWith(name))!.organization.government;
  expect(["CISSS de Laval", "Ville de Gatineau", "Services Québec", "Directeur de la protection", "MRC de Montcalm"].map(government)).toEqual([true, true, true, true, true]);
  expect(["Manna Verdun", "Maison du Père", "CALACS de Granby", "Centre d'action bénévole de Boucherville"].map(government)).toEqual([false, false, false, false]);
});

it("never keeps the path of a file as a source", () => {
  expect(records.flatMap(({ provenance }) => provenance.urls).filter((url) => !/^https?:\/\//.test(url))).toEqual([]);
});

it.each([
  ["514-279-0117", "poste 203", [["voice", "+15142790117", "203"]]],
  ["418-723-1255", "Sans frais : 800-463-9009", [["voice", "+14187231255", null], ["voice", "+18004639009", null]]],
  ["800-808-6352", "Ligne en français; en anglais 800-206-7218; ATS 800-529-3742", [["voice", "+18008086352", null], ["voice", "+18002067218", null], ["tty", "+18005293742", null]]],
  ["855-957-5353", "Texto au 535353 (numéro court) ou au 855-957-5353", [["voice", "+18559575353", null], ["sms", "535353", null], ["sms", "+18559575353", null]]],
  [null, "811, option 2", [["voice", "811", null]]],
])("reads the phone note %s %s", (number, note, expected) => {
  expect(readSamplePhones(number, note).phones.map((phone) => [phone.kind, phone.number, phone.extension])).toEqual(expected);
});

it("keeps a note that it does not wholly understand, in French", () => {
  const note = "Les sources donnent deux numéros locaux différents : 450-679-0140 et 514-721-1811";
  expect(readSamplePhones("800-361-5310", note).phones).toEqual([{ kind: "voice", number: "+18003615310", extension: null, language: null, note: { fr: note, en: null } }]);
});
