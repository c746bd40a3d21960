import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold } from "../../platform/i18n/fold.ts";
import type { Location, ServiceRecord } from "../directory.contract.ts";
import { buildLocation, buildOrganization, buildRecord, buildServiceAtLocation } from "../directory.factory.ts";
import { toPublished } from "./published.ts";
import type { HiddenPlace } from "./withheld.ts";

/** What the store says an organisation hides: the confidential places of all its services. */
function hiddenBy(records: readonly ServiceRecord[], organizationId: string): HiddenPlace[] {
  const locations = records.filter(({ organization }) => organization.id === organizationId).flatMap(({ at }) => at.map(({ location }) => location));
  return locations.filter(({ confidential }) => confidential).map(({ address, city, postalCode, lat, lon }) => ({ own: true, address, city, postalCode, point: { lat: lat!, lon: lon! }, directions: [] }));
}

function publishedOf(records: readonly ServiceRecord[]) {
  return records.map((record) => toPublished({ record, hidden: hiddenBy(records, record.organization.id), updatedAt: "2026-01-01T00:00:00.000Z" }, () => false)!);
}

// Made-up streets, so that whatever names one after publishing is a leak.
const STREETS = ["Zibelinette", "St-Brumeval", "du Gué-Perdu", "de l’Orphélière", "Sainte-Quirmelle Est", "du Dr-Vermouillet"];
const LEAK = /zibelinette|brumeval|gue perdu|orpheliere|quirmelle|vermouillet/;
const secretAddress = fc.record({
  number: fc.integer({ min: 1, max: 19_999 }),
  kind: fc.constantFrom("rue", "r.", "boul.", "boulevard", "av.", "avenue", "chemin", "ch.", "rang", "route", "montée", "place", "côte"),
  street: fc.constantFrom(...STREETS),
  unit: fc.constantFrom("", ", app. 3", " app 3", ", bureau 200", " - 2e étage", ", Sorel-Tracy", " Sorel-Tracy (Québec) J3P 9Z9"),
});
type SecretAddress = typeof secretAddress extends fc.Arbitrary<infer T> ? T : never;

const WAYS: ((address: SecretAddress) => string)[] = [
  ({ number, kind, street, unit }) => `${number}, ${kind} ${street}${unit}`,
  ({ number, kind, street }) => `${number} ${kind} ${street}`.toUpperCase(),
  ({ number, street }) => `${number} rue ${fold(street)}`,
  ({ number, street }) => `3-${number}, boul. ${street.replace("St-", "Saint-").replace("Dr-", "Docteur ")}`,
  ({ number, street }) => `${number} ${street.replace(/^(du |de l’)/, "")} Street`,
  ({ street }) => `rue ${street}`,
  ({ number, street }) => `avenue ${street}, no ${number}`,
];
const way = fc.constantFrom(...WAYS);
const around = fc.constantFrom<[string, string]>(["", ""], ["Venez au ", ". Sonnez deux fois."], ["(", ")"], ["Entrée du ", ", à gauche"], ["À côté du ", " ; stationnement derrière"]);

const text = (address: SecretAddress) => fc.tuple(way, around).map(([write, [before, after]]) => `${before}${write(address)}${after}`);
/** Names keep what tells no number: an organisation that calls itself after a street did so in public. */
const named = (address: SecretAddress) => fc.constantFrom(...WAYS.filter((_, index) => index !== 5)).map((write) => `Maison Rivage, ${write(address)}`);

/** Every text of a record tells the address, in ways of its own. */
function telling(address: SecretAddress): fc.Arbitrary<ServiceRecord> {
  const words = text(address);
  const note = fc.record({ fr: words, en: words });
  const organizationText = fc.record({ name: named(address), description: words, state: fc.constant("written" as const) });
  const serviceText = fc.record({ name: named(address), description: words, eligibility: words, fees: words, documents: words, application: words, notes: words, state: fc.constant("written" as const) });
  const phones = note.map((said) => [{ kind: "voice" as const, number: "+14505550100", extension: null, language: null, note: said }]);
  const location: fc.Arbitrary<Partial<Location>> = fc.record({ address: fc.oneof(words, fc.constant("12, rue du Quai")), texts: fc.record({ fr: fc.record({ name: words, directions: words, accessibility: words }), en: fc.constant(null) }) });
  const website = fc.constantFrom(...WAYS).map((write) => `https://example.org/${encodeURIComponent(write(address))}`);
  return fc.record({ organization: fc.record({ fr: organizationText, en: organizationText }), phones, website, service: fc.record({ fr: serviceText, en: serviceText }), note, location }).map((made) =>
    buildRecord({
      organization: { id: "00000000-0000-4000-8000-000000000001", texts: made.organization, website: made.website, phones: made.phones, externalIds: { told: made.website } },
      texts: made.service,
      website: made.website,
      provenance: { ...buildRecord().provenance, sourceId: made.note.fr, urls: [made.website] },
      at: [buildServiceAtLocation({ hoursNote: made.note, phones: made.phones, location: made.location })],
    }),
  );
}

const organisation = fc.tuple(secretAddress, way).chain(([address, write]) =>
  fc.tuple(
    fc.array(telling(address), { minLength: 1, maxLength: 3 }),
    fc.constant(buildServiceAtLocation({ location: { confidential: true, address: write === WAYS[5] ? WAYS[0]!(address) : write(address), postalCode: "J3P 9Z9", lat: 46.0412345, lon: -73.1198765, pointSource: "exact" } })),
    fc.nat(),
  ).map(([records, house, where]) => records.map((record, index) => (index === where % records.length ? { ...record, at: [...record.at, house] } : record))),
);

it("no service of an organisation tells where a confidential place of it is, however it is written", () => {
  fc.assert(
    fc.property(organisation, (records) => {
      for (const service of publishedOf(records)) {
        const { website, externalIds } = service.organization;
        expect(fold(JSON.stringify(service))).not.toMatch(LEAK);
        expect([website, externalIds, service.provenance.urls, service.texts.fr!.name.slice(0, 13)]).toEqual([null, {}, [], "Maison Rivage"]);
      }
    }),
    { numRuns: 300 },
  );
});

describe("what is withheld", () => {
  const house = () => buildServiceAtLocation({ location: { confidential: true, address: "77, rue Zibelinette", postalCode: "J3P 9Z9", lat: 46.0412345, lon: -73.1198765, pointSource: "exact" } });
  const organization = buildOrganization();
  const withHouse = (fields: Parameters<typeof buildRecord>[0]) => publishedOf([buildRecord({ organization, at: [house()] }), buildRecord({ organization, ...fields })])[1]!;
  const described = (description: string) => withHouse({ texts: { fr: { ...buildRecord().texts.fr!, description }, en: null } }).texts.fr!.description;

  it.each(["Écrivez à J3P9Z9", "au 77 rue Zibelinette", "Carte : https://maps.example/?q=46.04123,-73.11988"])("takes « %s » out of another service", (description) => {
    expect(described(description)).toBeNull();
  });

  it("leaves what tells nothing", () => {
    expect(described("Au 12, rue du Quai, à Sorel-Tracy.")).toBe("Au 12, rue du Quai, à Sorel-Tracy.");
    const office = buildServiceAtLocation({ location: { address: "12, rue Zibelinette", lat: 46.05, pointSource: "exact" } });
    expect(withHouse({ at: [office] }).at[0]!.location).toMatchObject({ confidential: false, address: "12, rue Zibelinette" });
  });

  it.each<[string, Partial<Location>]>([
    ["the same address, written otherwise", { address: "77 ZIBELINETTE", lat: 46.05 }],
    ["the same spot", { address: null, lat: 46.04121, lon: -73.1199, pointSource: "exact" }],
    ["the same postal code alone", { address: null, lat: null, lon: null, pointSource: "none", postalCode: "J3P 9Z9" }],
  ])("a place that is not said confidential, at %s, is", (_, fields) => {
    const { location } = withHouse({ at: [buildServiceAtLocation({ location: fields })] }).at[0]!;
    expect(location).toEqual({ ...buildLocation(), id: location.id, confidential: true, address: null, city: null, postalCode: null, municipalityCode: null, lat: null, lon: null, pointSource: "none" });
  });

  it("where only the number is shared, the place goes and the street may be named", () => {
    const record = buildRecord({ texts: { fr: { ...buildRecord().texts.fr!, description: "Près de la rue Zibelinette", notes: "77, rue Zibelinette" }, en: null } });
    const hidden = [{ own: false, address: "77, rue Zibelinette", city: null, postalCode: null, point: null, directions: [] }];
    const { texts } = toPublished({ record, hidden, updatedAt: "2026-01-01T00:00:00.000Z" }, () => false)!;
    expect([texts.fr!.description, texts.fr!.notes]).toEqual(["Près de la rue Zibelinette", null]);
  });

  it("a name that says nothing else is withheld", () => {
    const { texts } = withHouse({ texts: { fr: { ...buildRecord().texts.fr!, name: "77, rue Zibelinette" }, en: { ...buildRecord().texts.en!, name: "J3P 9Z9" } } });
    expect([texts.fr!.name, texts.en!.name]).toEqual(["Nom confidentiel", "Name withheld"]);
  });
});
