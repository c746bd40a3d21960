import { expect, it } from "vitest";
import { shown, streetLines, tellsPlace, tellsStreet, tokensOf, withoutPlace } from "./street-line.ts";

const place = (address: string, text: string) => streetLines(address, "Sorel-Tracy").some((line) => tellsPlace(tokensOf(shown(text)), line));
const street = (address: string, text: string) => streetLines(address, "Sorel-Tracy").some((line) => tellsStreet(tokensOf(shown(text)), line));

const WRITTEN = [
  "77, rue du Secret",
  "77 RUE DU SECRET",
  "au 77 de la rue du Secret",
  "77, r. Secret",
  "77 Secret Street",
  "77 Secret St. W.",
  "3-77 rue du Secret, app. 3",
  "77A, rue du Sécret",
  "rue du Secret, no 77",
  "rue du Secret 77",
  "Place du Quai, 77 rue du Secret",
  "Maison Bleue 77 rue du Secret, Sorel-Tracy (Québec) J3P 9Z9",
  "77 rue du Secret Sorel-Tracy J3P 9Z9",
  "77, rue du Secret - 2e étage",
  "77 rue du Secret 2e étage",
  "77 rue du Sec\u00adret",
  "７７ rue du Secret",
];

it.each(WRITTEN.flatMap((address) => WRITTEN.map((text) => ({ address, text }))))("knows $address in « $text »", ({ address, text }) => {
  expect(place(address, `Venez au ${text}. Sonnez.`)).toBe(true);
});

it.each([
  ["1200, boul. St-Jean Est", "1200 boulevard Saint-Jean"],
  ["12, 3e Avenue", "12, 3ième av."],
  ["10, 23 Avenue", "10 23 ave"],
  ["1200, route 138", "au 1200 route 138"],
  ["5, rue de l’Est", "5, rue de l'Est"],
  ["5, rue du Quai", "5 rue Quai"],
  ["12, rg Ste-Anne", "12, rang Sainte-Anne"],
  ["88, mtée Dr-Rivard", "88 montée du Docteur Rivard"],
  ["88, rue N.-D.", "88 rue N. D."],
  ["88, rue Saint-Brumeval", "88, rue SaintBrumeval"],
  ["88, rue du Secret", "Secret (rue du), 88"],
  ["Presbytère Saint-Paul", "au presbytère St-Paul"],
])("knows %s in « %s »", (address, text) => {
  expect(place(address, text)).toBe(true);
});

it.each([
  ["77, rue du Secret", "Nous gardons le secret, 77 jours par année."],
  ["77, rue du Secret", "78, rue du Secret"],
  ["77, rue du Secret", "77, rue du Quai"],
  ["77, rue Saint-Jean", "77, rue Saint-Paul"],
  ["Adresse confidentielle", "À une adresse confidentielle."],
  ["77", "77 lits"],
])("does not take « %s » for « %s »", (address, text) => {
  expect(place(address, text)).toBe(false);
});

it("knows a street without its number", () => {
  expect(street("77, rue du Secret", "Notre maison de la rue du Secret")).toBe(true);
  expect(street("77, rue du Secret", "The house on Secret Street")).toBe(true);
  expect(street("77, rue du Secret", "Le secret de la maison")).toBe(false);
});

it("cuts a place from a name", () => {
  const [line] = streetLines("77, rue du Secret", null);
  expect(withoutPlace("Maison Rivage, 77, rue du Secret", line!).trim()).toBe("Maison Rivage,");
});
